/** The ways in which findings can be written. */
export const reportNames = ['human', 'json', 'sarif', 'github', 'checkstyle', 'codeclimate', 'junit'] as const;

export type ReportName = (typeof reportNames)[number];

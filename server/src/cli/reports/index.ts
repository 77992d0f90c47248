import { checkstyle } from './checkstyle.ts';
import { codeclimate } from './codeclimate.ts';
import { github } from './github.ts';
import { human } from './human.ts';
import { json } from './json.ts';
import { junit } from './junit.ts';
import type { ReportName } from './names.ts';
import type { Report } from './report.ts';
import { sarif } from './sarif.ts';

export const reports: Readonly<Record<ReportName, Report>> = {
  human,
  json,
  sarif,
  github,
  checkstyle,
  codeclimate,
  junit,
};

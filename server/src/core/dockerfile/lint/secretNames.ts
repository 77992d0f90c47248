/** Whether BuildKit takes a variable for a secret: the patterns of its dockerfile2llb/validations.go. */
export function isSecretName(name: string): boolean {
  return secret.test(name) && !allowed.test(name);
}

const secret = /(?:_|^)(?:apikey|auth|credential|credentials|key|password|pword|passwd|secret|token)(?:_|$)/i;
const allowed = /(?:_|^)(?:public|file|version)(?:_|$)/i;

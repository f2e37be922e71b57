import { SetupError } from "../base/errors.ts";

/** A file is no backup, or not a whole one, or not one that this hub can restore. */
export class DamagedBackup extends SetupError {
  constructor(because: string) {
    super(`this backup cannot be restored: ${because}`);
  }
}

import { config } from "zod";

// zod compiles its checks with `new Function` where it may; the console's policy forbids that, and asking alone is reported.
config({ jitless: true });

import { writeFileSync } from "node:fs";
import { kernelModuleFile } from "./kernel-module.js";

/** `npm run kernel` */
writeFileSync("src/base/octet-kernel-bytes.ts", await kernelModuleFile());

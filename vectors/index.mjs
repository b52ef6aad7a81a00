export { loadVectors, vectorFiles, vectorsFolder } from "./index.cjs";

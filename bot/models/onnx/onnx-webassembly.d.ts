/** The runtime's own declaration names the package as published; it is installed under a name that no bundled package asks for. */
declare module 'onnx-webassembly' {
  export * from 'onnxruntime-common';
}

using Mteb.Quantise;

if (args is not [var source, var target])
{
    Console.Error.WriteLine("usage: Mteb.Quantise MODEL.onnx MODEL_quantized.onnx");
    return 2;
}

var quantised = OnnxQuantizer.Quantize(source);
File.WriteAllBytes(target, quantised.Model);
Console.WriteLine($"{quantised.Matrices} matrices and {quantised.Tables} tables in 8 bits, {quantised.Model.Length} bytes");
return 0;

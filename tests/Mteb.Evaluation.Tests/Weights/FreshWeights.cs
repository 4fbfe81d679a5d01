using System.Buffers.Binary;
using System.Runtime.InteropServices;
using System.Text.Json;
using Mteb.Evaluation.Weights.Graphs;

namespace Mteb.Evaluation.Tests.Weights;

/// <summary>Weights as a model's constructor leaves them.</summary>
internal static class FreshWeights
{
    /// <summary>Writes a safetensors file: matrices and tables normal, norms 1 and 0, biases 0.</summary>
    public static void Write(string path, IReadOnlyList<TensorNeed> needs, double deviation, int seed)
    {
        var random = new Random(seed);
        var header = new Dictionary<string, object>();
        using var data = new MemoryStream();
        foreach (var need in needs)
        {
            var numbers = new float[need.Shape.Aggregate(1L, (count, dimension) => count * dimension)];
            for (var i = 0; i < numbers.Length; i++)
            {
                numbers[i] = need.Role switch
                {
                    TensorRole.Matrix or TensorRole.Table => (float)(deviation * Normal(random)),
                    TensorRole.NormWeight => 1,
                    _ => 0,
                };
            }

            var start = data.Length;
            data.Write(MemoryMarshal.AsBytes(numbers.AsSpan()));
            header.Add(need.Name, new { dtype = "F32", shape = need.Shape, data_offsets = new[] { start, data.Length } });
        }

        var json = JsonSerializer.SerializeToUtf8Bytes(header);
        Span<byte> length = stackalloc byte[8];
        BinaryPrimitives.WriteInt64LittleEndian(length, json.Length);
        using var file = File.Create(path);
        file.Write(length);
        file.Write(json);
        data.WriteTo(file);
    }

    // Box and Muller.
    private static double Normal(Random random) => Math.Sqrt(-2 * Math.Log(1 - random.NextDouble())) * Math.Cos(2 * Math.PI * random.NextDouble());
}

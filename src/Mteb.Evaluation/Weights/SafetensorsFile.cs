using System.Buffers.Binary;
using System.Numerics.Tensors;
using System.Runtime.InteropServices;
using System.Text.Json;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Weights;

/// <summary>Where a tensor lies in a safetensors file.</summary>
/// <param name="Type">The format's name of the element type: <c>F32</c>, <c>F16</c>, <c>BF16</c> …</param>
/// <param name="Shape">The dimensions.</param>
/// <param name="Offset">First byte, counted from the start of the file.</param>
/// <param name="Length">Number of bytes.</param>
public sealed record SafetensorsEntry(string Type, IReadOnlyList<long> Shape, long Offset, long Length);

/// <summary>
/// A safetensors file: eight bytes with the length of a JSON header, the header with the place of each tensor, the tensors.
/// Only the header is read at once.
/// </summary>
public sealed class SafetensorsFile
{
    // The format's own limit.
    private const long LargestHeader = 100_000_000;

    private SafetensorsFile(string path, IReadOnlyDictionary<string, SafetensorsEntry> entries)
    {
        Path = path;
        Entries = entries;
    }

    /// <summary>The path of the file.</summary>
    public string Path { get; }

    /// <summary>The tensors by name.</summary>
    public IReadOnlyDictionary<string, SafetensorsEntry> Entries { get; }

    /// <summary>Reads the header.</summary>
    /// <param name="path">The file.</param>
    /// <returns>What lies where; or why the file is not sound.</returns>
    public static Outcome<SafetensorsFile> Open(string path)
    {
        try
        {
            using var stream = File.OpenRead(path);
            Span<byte> prefix = stackalloc byte[8];
            if (stream.ReadAtLeast(prefix, prefix.Length, throwOnEndOfStream: false) < prefix.Length)
            {
                return Damaged(path, "it is shorter than its own header");
            }

            var length = BinaryPrimitives.ReadInt64LittleEndian(prefix);
            if (length is <= 0 or > LargestHeader || length > stream.Length - prefix.Length)
            {
                return Damaged(path, $"its header claims {length} bytes, the file has {stream.Length}");
            }

            var header = new byte[length];
            stream.ReadExactly(header);
            var entries = new Dictionary<string, SafetensorsEntry>(StringComparer.Ordinal);
            return SafetensorsHeader.Read(header, prefix.Length + length, stream.Length, entries) is { } fault
                ? Damaged(path, fault)
                : new SafetensorsFile(path, entries);
        }
        catch (InvalidOperationException)
        {
            return Damaged(path, "its header holds text that is not UTF-8");
        }
        catch (JsonException error)
        {
            return Damaged(path, $"its header is not valid JSON ({error.Message.TrimEnd('.')})");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return EncodingCodes.WeightsUnreadable.At(
                new SourcePlace(path), $"The file cannot be read: {error.Message}", "Check that the file exists and may be read.");
        }
    }

    /// <summary>Reads one tensor as float32; half precision and bfloat16 are widened, float64 is rounded.</summary>
    /// <param name="name">Name of the tensor.</param>
    /// <returns>The values, row-major; or why they cannot be had.</returns>
    public Outcome<float[]> ReadSingles(string name)
    {
        if (!Entries.TryGetValue(name, out var entry))
        {
            return EncodingCodes.WeightsMissing.At(
                new SourcePlace(Path), $"The file has no tensor '{name}'.", "Download the file again, or save the model again with its weights.");
        }

        var bytes = ReadBytes(name, entry);
        return bytes.Succeeded ? Widen(name, entry, bytes.Value) : bytes.FailedAs<float[]>();
    }

    /// <summary>Reads one tensor of 64-bit whole numbers.</summary>
    /// <param name="name">Name of the tensor, which the file must hold.</param>
    /// <returns>The values, row-major; or why they cannot be had.</returns>
    public Outcome<long[]> ReadNumbers(string name)
    {
        var entry = Entries[name];
        if (entry.Type != "I64")
        {
            return EncodingCodes.WeightsUnreadable.At(
                new SourcePlace(Path), $"The tensor '{name}' has the type {entry.Type}; whole numbers (I64) are needed.", "Save the model again.");
        }

        var bytes = ReadBytes(name, entry);
        return bytes.Succeeded ? MemoryMarshal.Cast<byte, long>(bytes.Value).ToArray() : bytes.FailedAs<long[]>();
    }

    private Outcome<byte[]> ReadBytes(string name, SafetensorsEntry entry)
    {
        if (entry.Length > Array.MaxLength)
        {
            return EncodingCodes.WeightsUnreadable.At(
                new SourcePlace(Path), $"The tensor '{name}' takes {entry.Length} bytes, and at most {Array.MaxLength} can be read at once.", "Divide the table, or export the model to ONNX.");
        }

        try
        {
            var bytes = new byte[entry.Length];
            using var handle = File.OpenHandle(Path);
            return RandomAccess.Read(handle, bytes, entry.Offset) == bytes.Length ? bytes : Damaged(Path, $"the tensor '{name}' ends beyond the file");
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            return EncodingCodes.WeightsUnreadable.At(
                new SourcePlace(Path), $"The file cannot be read: {error.Message}", "Check that the file exists and may be read.");
        }
    }

    private Outcome<float[]> Widen(string name, SafetensorsEntry entry, byte[] bytes)
    {
        switch (entry.Type)
        {
            case "F32":
                return MemoryMarshal.Cast<byte, float>(bytes).ToArray();
            case "F64":
                return Array.ConvertAll(MemoryMarshal.Cast<byte, double>(bytes).ToArray(), value => (float)value);
            case "F16":
                var widened = new float[bytes.Length / 2];
                TensorPrimitives.ConvertToSingle(MemoryMarshal.Cast<byte, Half>(bytes), widened);
                return widened;
            case "BF16":
                return Array.ConvertAll(MemoryMarshal.Cast<byte, ushort>(bytes).ToArray(), value => BitConverter.UInt32BitsToSingle((uint)value << 16));
            case "I8":
                return Array.ConvertAll(MemoryMarshal.Cast<byte, sbyte>(bytes).ToArray(), value => (float)value);
            default:
                return EncodingCodes.WeightsUnreadable.At(
                    new SourcePlace(Path),
                    $"The tensor '{name}' has the type {entry.Type}, which is not a floating-point type that can be read.",
                    "Save the weights as F32, F16 or BF16.");
        }
    }

    private static Diagnostic Damaged(string path, string why) => EncodingCodes.WeightsUnreadable.At(
        new SourcePlace(path), $"The safetensors file is damaged: {why}.", "Download the file again, and check that large files were fetched whole.");
}

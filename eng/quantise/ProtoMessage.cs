using System.Text;
using Mteb.Evaluation.Weights.Graphs;

namespace Mteb.Quantise;

/// <summary>A protobuf message of which some fields are changed and all others stay byte by byte as they are.</summary>
internal sealed class ProtoMessage
{
    private const int Delimited = 2;

    private readonly List<Field> _fields = [];

    /// <summary>Reads a message.</summary>
    /// <exception cref="InvalidDataException">The bytes are no message.</exception>
    public static ProtoMessage Parse(ReadOnlyMemory<byte> bytes)
    {
        var message = new ProtoMessage();
        for (var at = 0; at < bytes.Length;)
        {
            var start = at;
            var tag = Varint(bytes.Span, ref at);
            var content = at;
            switch (tag & 7)
            {
                case 0:
                    Varint(bytes.Span, ref at);
                    break;
                case 1:
                    at += 8;
                    break;
                case Delimited:
                    var length = Varint(bytes.Span, ref at);
                    content = at;
                    at += checked((int)length);
                    break;
                case 5:
                    at += 4;
                    break;
                default:
                    throw new InvalidDataException($"Wire type {tag & 7} does not exist.");
            }

            message._fields.Add(new Field((int)(tag >> 3), (int)(tag & 7), bytes[start..at], bytes[content..at]));
        }

        return message;
    }

    /// <summary>Contents of the fields of a number, in order: of texts, bytes and embedded messages.</summary>
    public IEnumerable<ReadOnlyMemory<byte>> All(int number) => _fields.Where(field => field.Number == number).Select(field => field.Content);

    /// <summary>Texts of a field.</summary>
    public string[] Texts(int number) => [.. All(number).Select(bytes => Encoding.UTF8.GetString(bytes.Span))];

    /// <summary>Whole numbers of a field, one by one or packed.</summary>
    public long[] Numbers(int number)
    {
        var numbers = new List<long>();
        foreach (var field in _fields.Where(field => field.Number == number))
        {
            for (var at = 0; at < field.Content.Length;)
            {
                numbers.Add((long)Varint(field.Content.Span, ref at));
            }
        }

        return [.. numbers];
    }

    /// <summary>The message with other messages in the place of those of some fields.</summary>
    /// <param name="replace">Gets number and content of each field; gives what is to stand there, null for the field as it is.</param>
    public byte[] Write(Func<int, ReadOnlyMemory<byte>, IEnumerable<byte[]>?> replace)
    {
        using var output = new MemoryStream();
        foreach (var field in _fields)
        {
            if (field.WireType != Delimited || replace(field.Number, field.Content) is not { } others)
            {
                output.Write(field.Whole.Span);
                continue;
            }

            foreach (var other in others)
            {
                var writer = new ProtoWriter();
                writer.Bytes(field.Number, other);
                output.Write(writer.Written);
            }
        }

        return output.ToArray();
    }

    private static ulong Varint(ReadOnlySpan<byte> bytes, ref int at)
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            if (at >= bytes.Length)
            {
                throw new InvalidDataException("The file ends inside a number.");
            }

            var next = bytes[at++];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number is too long.");
    }

    private sealed record Field(int Number, int WireType, ReadOnlyMemory<byte> Whole, ReadOnlyMemory<byte> Content);
}

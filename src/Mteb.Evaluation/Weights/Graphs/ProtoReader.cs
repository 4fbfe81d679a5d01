namespace Mteb.Evaluation.Weights.Graphs;

/// <summary>
/// Reads a protobuf message from a stream, field by field, and skips what nobody asks for without loading it. Damage shows as
/// <see cref="InvalidDataException"/>.
/// </summary>
/// <param name="stream">A seekable stream.</param>
internal sealed class ProtoReader(Stream stream)
{
    private const int Varint = 0;
    private const int Fixed64 = 1;
    private const int Delimited = 2;
    private const int Fixed32 = 5;
    private const int LongestText = 1 << 20;

    /// <summary>Reads the message that ends at a place, handing each field to a function that must consume or skip it.</summary>
    /// <param name="end">Position behind the message.</param>
    /// <param name="field">Gets number and wire type of the field.</param>
    public void Message(long end, Action<int, int> field)
    {
        while (stream.Position < end)
        {
            var tag = Number();
            field((int)(tag >> 3), (int)(tag & 7));
            if (stream.Position > end)
            {
                throw new InvalidDataException("A field ends beyond its message.");
            }
        }
    }

    /// <summary>Reads an embedded message.</summary>
    public void Embedded(int wireType, Action<int, int> field)
    {
        var length = Length(wireType);
        Message(stream.Position + length, field);
    }

    /// <summary>A text.</summary>
    public string Text(int wireType)
    {
        var length = Length(wireType);
        if (length > LongestText)
        {
            throw new InvalidDataException("A name is too long.");
        }

        var bytes = new byte[length];
        stream.ReadExactly(bytes);
        return System.Text.Encoding.UTF8.GetString(bytes);
    }

    /// <summary>Whole numbers: one, or several packed into one field.</summary>
    public void Numbers(int wireType, List<long> numbers)
    {
        if (wireType == Varint)
        {
            numbers.Add((long)Number());
            return;
        }

        var end = stream.Position + Length(wireType);
        while (stream.Position < end)
        {
            numbers.Add((long)Number());
        }
    }

    /// <summary>Where the bytes of a field lie, which are not read.</summary>
    public (long Offset, long Length) Place(int wireType)
    {
        var length = Length(wireType);
        var offset = stream.Position;
        Advance(length);
        return (offset, length);
    }

    /// <summary>A whole number.</summary>
    public long Number(int wireType) => wireType == Varint ? (long)Number() : throw new InvalidDataException($"Wire type {wireType} where a number was expected.");

    /// <summary>Leaves a field out.</summary>
    public void Skip(int wireType)
    {
        switch (wireType)
        {
            case Varint:
                Number();
                break;
            case Fixed64:
                Advance(8);
                break;
            case Delimited:
                Advance(Length(wireType));
                break;
            case Fixed32:
                Advance(4);
                break;
            default:
                throw new InvalidDataException($"Wire type {wireType} does not exist.");
        }
    }

    private long Length(int wireType)
    {
        var length = wireType == Delimited ? (long)Number() : throw new InvalidDataException($"Wire type {wireType} where a length was expected.");
        return length >= 0 && length <= stream.Length - stream.Position
            ? length
            : throw new InvalidDataException("A field is longer than the file.");
    }

    private void Advance(long bytes)
    {
        if (bytes > stream.Length - stream.Position)
        {
            throw new InvalidDataException("A field is longer than the file.");
        }

        stream.Seek(bytes, SeekOrigin.Current);
    }

    private ulong Number()
    {
        ulong value = 0;
        for (var shift = 0; shift < 64; shift += 7)
        {
            var next = stream.ReadByte();
            if (next < 0)
            {
                throw new InvalidDataException("The file ends inside a number.");
            }

            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
            {
                return value;
            }
        }

        throw new InvalidDataException("A number is too long.");
    }
}

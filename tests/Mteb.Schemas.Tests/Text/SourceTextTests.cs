using System.Text;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Tests.Text;

public sealed class SourceTextTests
{
    private const string Mixed = "ab\ncd\r\n\rö😀z\n";

    [Theory]
    [InlineData(0, 1, 1)]
    [InlineData(2, 1, 3)]
    [InlineData(3, 2, 1)]
    [InlineData(6, 2, 4)]
    [InlineData(7, 3, 1)]
    [InlineData(8, 4, 1)]
    [InlineData(10, 4, 2)]
    [InlineData(12, 4, 2)]
    [InlineData(14, 4, 4)]
    [InlineData(16, 5, 1)]
    [InlineData(99, 5, 1)]
    public void A_byte_has_a_line_and_a_utf16_column(int offset, int line, int column) =>
        SourceText.Of(Encoding.UTF8.GetBytes(Mixed)).PositionOf(offset).Should().Be(new LinePosition(line, column));

    [Theory]
    [InlineData(1, 1, 0)]
    [InlineData(1, 9, 2)]
    [InlineData(2, 3, 5)]
    [InlineData(2, 9, 5)]
    [InlineData(3, 1, 7)]
    [InlineData(4, 2, 10)]
    [InlineData(4, 3, 10)]
    [InlineData(4, 4, 14)]
    [InlineData(5, 1, 16)]
    public void A_line_and_a_column_have_a_byte(int line, int column, int offset) =>
        SourceText.Of(Encoding.UTF8.GetBytes(Mixed)).OffsetOf(new LinePosition(line, column)).Should().Be(offset);

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void Utf16_is_known_by_its_mark(bool bigEndian)
    {
        var encoding = new UnicodeEncoding(bigEndian, byteOrderMark: true);
        var source = SourceText.Of(encoding.GetPreamble().Concat(encoding.GetBytes(Mixed)).ToArray());
        source.Encoding.Should().Be(bigEndian ? TextEncoding.Utf16BigEndian : TextEncoding.Utf16LittleEndian);
        source.LineCount.Should().Be(5);
        for (var index = 0; index < Mixed.Length; index++)
        {
            var offset = 2 + (index * 2);
            var position = source.PositionOf(offset);
            if (Mixed[index] is not ('\r' or '\n'))
            {
                source.OffsetOf(position).Should().Be(offset);
            }
        }

        source.PositionOf(2 + (Mixed.IndexOf('z', StringComparison.Ordinal) * 2)).Should().Be(new LinePosition(4, 4));
    }

    [Fact]
    public void A_byte_order_mark_has_no_column()
    {
        var source = SourceText.Of(Encoding.UTF8.GetBytes("\uFEFFab"), "a.json");
        source.MarkLength.Should().Be(3);
        source.PlaceOf(3).Should().Be(new SourcePlace("a.json", 1, 1));
        source.PositionOf(0).Should().Be(new LinePosition(1, 1));
        Encoding.UTF8.GetString(source.Content.Span).Should().Be("ab");
    }

    [Fact]
    public void A_byte_that_is_not_utf8_counts_as_one_column()
    {
        var source = SourceText.Of(new byte[] { (byte)'a', 0xFF, 0xC3, (byte)'b' });
        source.PositionOf(3).Should().Be(new LinePosition(1, 4));
        source.OffsetOf(new LinePosition(1, 4)).Should().Be(3);
    }

    [Fact]
    public void An_empty_text_has_one_line()
    {
        var source = SourceText.Of(default);
        source.LineCount.Should().Be(1);
        source.PositionOf(0).Should().Be(new LinePosition(1, 1));
        var beyond = () => source.OffsetOf(new LinePosition(2, 1));
        beyond.Should().Throw<ArgumentOutOfRangeException>();
    }
}

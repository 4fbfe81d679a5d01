using System.Text;
using Mteb.Schemas.Text;

namespace Mteb.Schemas.Tests.Text;

public sealed class JsonTokenizerTests
{
    [Fact]
    public void Every_token_knows_its_kind_and_its_bytes()
    {
        const string Json = """ {"a" : [1, -2.5e3, "ö\n", true, false, null, NaN, Infinity, -Infinity, {}, []]} """;
        Tokens(Json).Should().Equal(
            "BeginObject {", "Key \"a\"", "BeginArray [", "WholeNumber 1", "Number -2.5e3", "Text \"ö\\n\"", "True true", "False false", "Null null",
            "NaN NaN", "Infinity Infinity", "NegativeInfinity -Infinity", "BeginObject {", "EndObject }", "BeginArray [", "EndArray ]", "EndArray ]", "EndObject }");
    }

    // The verdicts are those of Python's json module; the offsets are bytes.
    [Theory]
    [InlineData("", 0)]
    [InlineData(" \n ", 3)]
    [InlineData("[1,]", 3)]
    [InlineData("{\"a\": 1,}", 8)]
    [InlineData("{\"a\" 1}", 5)]
    [InlineData("{a: 1}", 1)]
    [InlineData("{'a': 1}", 1)]
    [InlineData("[1 2]", 3)]
    [InlineData("[1", 2)]
    [InlineData("[1}", 2)]
    [InlineData("// x\n1", 0)]
    [InlineData("1 2", 2)]
    [InlineData("nan", 0)]
    [InlineData("0x10", 1)]
    [InlineData("01", 1)]
    [InlineData("+1", 0)]
    [InlineData("1.", 1)]
    [InlineData(".5", 0)]
    [InlineData("-", 0)]
    [InlineData("1e", 1)]
    [InlineData("tru", 0)]
    [InlineData("\"a", 0)]
    [InlineData("\"a\tb\"", 2)]
    [InlineData("\"\\x\"", 1)]
    [InlineData("\"\\u12g4\"", 1)]
    [InlineData("\uFEFF1", 0)]
    [InlineData("<<<<<<< HEAD", 0)]
    public void What_python_refuses_is_refused_at_its_place(string json, int offset)
    {
        JsonValue.Parse(Encoding.UTF8.GetBytes(json), out var error).Should().BeNull();
        error!.Value.Offset.Should().Be(offset);
        error.Value.Message.Should().EndWith(".");
    }

    [Theory]
    [InlineData("\"\\ud83d\\ude00 \\u00e9\\/\\b\\f\\n\\r\\t\\\\\\\"\"", "😀 é/\b\f\n\r\t\\\"")]
    [InlineData("\"\u007f\"", "\u007f")]
    public void Escapes_are_resolved_as_python_resolves_them(string json, string text) => Parse(json).AsText().Should().Be(text);

    [Fact]
    public void A_lone_surrogate_escape_stays_one() => Parse("\"\\ud800x\"").AsText()!.ToCharArray().Should().Equal((char)0xD800, 'x');

    [Fact]
    public void Bytes_that_are_not_utf8_are_refused_wherever_they_stand()
    {
        JsonValue.Parse("[\"a\"] "u8.ToArray().Append((byte)0xE9).ToArray(), out var error).Should().BeNull();
        error!.Value.Offset.Should().Be(6);
        JsonValue.Parse(new byte[] { 0xFF, 0xFE, 0x31, 0 }, out error).Should().BeNull();
        error!.Value.Message.Should().Contain("0xFF");
    }

    [Fact]
    public void Nesting_has_a_limit()
    {
        Parse(new string('[', 512) + new string(']', 512)).Kind.Should().Be(JsonKind.List);
        JsonValue.Parse(Encoding.UTF8.GetBytes(new string('[', 513)), out var error).Should().BeNull();
        error!.Value.Offset.Should().Be(512);
    }

    [Fact]
    public void Values_keep_order_duplicates_bytes_and_places()
    {
        const string Json = """{"b": 1.50, "a": {"x": [1e999]}, "b": 12345678901234567890123}""";
        var root = Parse(Json);
        root.Members.Select(member => member.Name).Should().Equal("b", "a", "b");
        root.DistinctMembers().Select(member => (member.Name, Encoding.UTF8.GetString(member.Value.Raw)))
            .Should().Equal(("b", "12345678901234567890123"), ("a", """{"x": [1e999]}"""));
        root["b"]!.AsWholeNumber().Should().Be(System.Numerics.BigInteger.Parse("12345678901234567890123", System.Globalization.CultureInfo.InvariantCulture));
        root["a"]!["x"]!.Items[0].AsNumber().Should().Be(double.PositiveInfinity);
        Json[root.Members[0].Value.Start..root.Members[0].Value.End].Should().Be("1.50");
        Json[root.Members[1].Start..].Should().StartWith("\"a\"");
    }

    [Fact]
    public void A_value_can_be_skipped()
    {
        var tokenizer = new JsonTokenizer("""{"a": [1, {"b": 2}], "c": 3}"""u8);
        tokenizer.Read();
        tokenizer.Read();
        tokenizer.TextEquals("a"u8).Should().BeTrue();
        tokenizer.Skip().Should().BeTrue();
        tokenizer.Read();
        tokenizer.GetText().Should().Be("c");
        tokenizer.Depth.Should().Be(1);
    }

    private static JsonValue Parse(string json)
    {
        var value = JsonValue.Parse(Encoding.UTF8.GetBytes(json), out var error);
        error.Should().BeNull();
        return value!;
    }

    private static List<string> Tokens(string json)
    {
        var tokens = new List<string>();
        var tokenizer = new JsonTokenizer(Encoding.UTF8.GetBytes(json));
        while (tokenizer.Read())
        {
            tokens.Add($"{tokenizer.Kind} {Encoding.UTF8.GetString(tokenizer.Raw)}");
        }

        tokenizer.Error.Should().BeNull();
        return tokens;
    }
}

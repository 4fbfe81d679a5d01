using System.Text;
using Mteb.Schemas.JsonSchemas;
using Newtonsoft.Json;
using Newtonsoft.Json.Linq;

namespace Mteb.Schemas.Tests.JsonSchemas;

public sealed class TokenReaderTests
{
    [Theory]
    [InlineData("{'a': 1}")]
    [InlineData("{\"a\": 1 /* why */}")]
    [InlineData("// why\n1")]
    [InlineData("[1,]")]
    [InlineData("{a: 1}")]
    [InlineData("[undefined]")]
    [InlineData("[0x10]")]
    [InlineData("")]
    public void What_the_tokenizer_refuses_is_refused(string json)
    {
        TokenReader.Open(Encoding.UTF8.GetBytes(json), out var error).Should().BeNull();
        error.Should().NotBeNull();
    }

    [Fact]
    public void Values_are_what_they_are()
    {
        var array = (JArray)Read("""[null, true, 1, 123456789012345678901234567890, 1.0, 1e400, NaN, Infinity, -Infinity, "2024-01-01T00:00:00Z", "\ud83d\ude00\n", {}]""");
        array.Select(token => token.Type).Should().Equal(
            JTokenType.Null, JTokenType.Boolean, JTokenType.Integer, JTokenType.Float, JTokenType.Float, JTokenType.Float, JTokenType.Float, JTokenType.Float, JTokenType.Float,
            JTokenType.String, JTokenType.String, JTokenType.Object);
        ((JValue)array[3]).Value.Should().Be(123456789012345678901234567890.0);
        ((JValue)array[5]).Value.Should().Be(double.PositiveInfinity);
        ((JValue)array[8]).Value.Should().Be(double.NegativeInfinity);
        ((JValue)array[10]).Value.Should().Be("\U0001F600\n");
    }

    [Fact]
    public void Every_value_knows_its_line_and_column()
    {
        var root = (JObject)Read("{\"\U0001F600é\": 1,\r\n\t\"b\": [\"x\",\r 2], \"c\":\n\n{\"d\": null}}");
        Place(root).Should().Be((1, 1));
        Place(root["\U0001F600é"]!).Should().Be((1, 9));
        Place(root["b"]!).Should().Be((2, 7));
        Place(root["b"]![0]!).Should().Be((2, 8));
        Place(root["b"]![1]!).Should().Be((3, 2));
        Place(root["c"]!).Should().Be((5, 1));
        Place(root["c"]!["d"]!).Should().Be((5, 7));

        static (int, int) Place(JToken token) => (((IJsonLineInfo)token).LineNumber, ((IJsonLineInfo)token).LinePosition);
    }

    private static JToken Read(string json)
    {
        using var reader = TokenReader.Open(Encoding.UTF8.GetBytes(json), out _)!;
        return JToken.ReadFrom(reader, new JsonLoadSettings());
    }
}

using System.Buffers.Binary;
using Mteb.Evaluation.Weights;

namespace Mteb.Evaluation.Tests.Weights;

/// <summary>Safetensors files that were cut, mended by hand, or made to do harm.</summary>
public sealed class HostileWeightsTests : IDisposable
{
    private const string Sound = """{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F16","shape":[1,2],"data_offsets":[8,12]}}""";

    private readonly Sandbox _sandbox = new("hostile");

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void A_sound_file_opens()
    {
        var opened = Open(File(Sound, 12));

        opened.Diagnostics.Should().BeEmpty();
        opened.Value!.Entries.Keys.Should().BeEquivalentTo("a", "b");
        opened.Value.ReadSingles("a").Value.Should().Equal(0, 0);
    }

    [Theory]
    [InlineData("", 0, "shorter than its own header")]
    [InlineData("[]", 0, "no JSON object")]
    [InlineData("{", 0, "not valid JSON")]
    [InlineData("""{"a":1}""", 0, "no type, shape and place")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":["0",8]}}""", 8, "no type, shape and place")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0]}}""", 8, "no type, shape and place")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[8,0]}}""", 8, "no type, shape and place")]
    [InlineData("""{"a":{"dtype":"F32","shape":[-2],"data_offsets":[0,8]}}""", 8, "no type, shape and place")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2.5],"data_offsets":[0,8]}}""", 8, "no type, shape and place")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,99999999999999999999]}}""", 8, "no type, shape and place")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[9223372036854775807,9223372036854775807]}}""", 8, "no type, shape and place")]
    [InlineData("""{"a":{"dtype":"F33","shape":[2],"data_offsets":[0,8]}}""", 8, "does not know")]
    [InlineData("""{"a":{"dtype":"F32","shape":[4611686018427387904,4],"data_offsets":[0,8]}}""", 8, "beyond all measure")]
    [InlineData("""{"a":{"dtype":"F32","shape":[3],"data_offsets":[0,8]}}""", 8, "takes 12 bytes")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"a":{"dtype":"F32","shape":[2],"data_offsets":[8,16]}}""", 16, "twice")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "overlaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]},"b":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 8, "overlaps")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[4,12]}}""", 12, "belong to none")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 7, "ends too early")]
    [InlineData("""{"a":{"dtype":"F32","shape":[2],"data_offsets":[0,8]}}""", 9, "belong to no tensor")]
    [InlineData("""{"a":{"dtype":"F32","shape":[[[[[[[[[[2]]]]]]]]]],"data_offsets":[0,8]}}""", 8, "not valid JSON")]
    public void An_unsound_file_is_refused_with_the_reason(string header, int bytes, string reason)
    {
        var diagnostic = Open(header.Length == 0 ? [1, 2, 3] : File(header, bytes)).Diagnostics.Should().ContainSingle().Subject;

        diagnostic.Code.Should().Be("MTEB3111");
        diagnostic.Message.Should().Contain(reason);
    }

    [Theory]
    [InlineData(-1L)]
    [InlineData(0L)]
    [InlineData(100_000_001L)]
    [InlineData(long.MaxValue)]
    public void A_header_that_cannot_be_that_long_is_not_read(long length)
    {
        var file = File(Sound, 12);
        BinaryPrimitives.WriteInt64LittleEndian(file, length);

        Open(file).Diagnostics.Should().ContainSingle().Which.Message.Should().Contain("header claims");
    }

    [Fact]
    public void Names_that_would_disturb_a_terminal_are_not_printed() =>
        Open(File("""{"\u001b[2J\u0007":1}""", 0)).Diagnostics.Should().ContainSingle().Which.Message.Should().NotContain("\u001b").And.Contain("?[2J?");

    [Fact]
    public void No_mutation_of_a_sound_file_throws()
    {
        var random = new Random(20);
        for (var trial = 0; trial < 20_000; trial++)
        {
            var file = File(Sound, 12);
            for (var change = random.Next(1, 6); change > 0; change--)
            {
                file[random.Next(file.Length)] = (byte)random.Next(256);
            }

            var opened = Open(file[..random.Next(file.Length / 2, file.Length + 1)]);

            if (opened.Succeeded)
            {
                opened.Value.Entries.Keys.Should().AllSatisfy(name => opened.Value.ReadSingles(name));
            }
        }
    }

    [Theory]
    [InlineData("""{"weight_map":{"a":"../other.safetensors"}}""", "MTEB3005")]
    [InlineData("""{"weight_map":{"a":"/etc/passwd"}}""", "MTEB3005")]
    [InlineData("""{"weight_map":{"a":"sub\\other.safetensors"}}""", "MTEB3005")]
    [InlineData("""{"weight_map":{"a":"model-1.safetensors"}}""", "MTEB3355")]
    [InlineData("""{"weight_map":{"a":1}}""", "MTEB3356")]
    [InlineData("""{"weight_map":[]}""", "MTEB3356")]
    [InlineData("""{"weight_map":{"a":"x","a":"y"}}""", "MTEB3356")]
    [InlineData("{", "MTEB3356")]
    public void An_index_that_leads_astray_is_refused(string index, string code)
    {
        _sandbox.Write("model.safetensors.index.json", index);

        Checkpoint.Open(_sandbox.Root).Diagnostics.Should().ContainSingle().Which.Code.Should().Be(code);
    }

    private Schemas.Diagnostics.Outcome<SafetensorsFile> Open(byte[] content)
    {
        System.IO.File.WriteAllBytes(_sandbox.At("x.safetensors"), content);
        return SafetensorsFile.Open(_sandbox.At("x.safetensors"));
    }

    private static byte[] File(string header, int bytes)
    {
        var json = System.Text.Encoding.UTF8.GetBytes(header);
        var file = new byte[8 + json.Length + bytes];
        BinaryPrimitives.WriteInt64LittleEndian(file, json.Length);
        json.CopyTo(file, 8);
        return file;
    }
}

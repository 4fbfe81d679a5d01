using Mteb.Schemas.Cards.Checking;
using Mteb.Schemas.Models;

namespace Mteb.Schemas.Tests.Cards;

/// <summary>What a published model should have beside what is needed to run it.</summary>
public sealed class SubmissionCheckTests : IDisposable
{
    private const string Card = """
        ---
        license: mit
        language: en
        library_name: sentence-transformers
        tags: [mteb]
        ---
        # Overview
        ## Usage
        ```python
        model.encode("text")
        ```
        ## Training
        ## Evaluation
        ## Requirements
        ## License
        ## Citation
        """;

    private readonly Sandbox _sandbox = new("submission");

    public SubmissionCheckTests()
    {
        _sandbox.Write("config.json", """{ "model_type": "bert", "hidden_size": 8, "num_attention_heads": 2, "num_hidden_layers": 1, "vocab_size": 10 }""");
        _sandbox.Write("tokenizer_config.json", "{}");
        _sandbox.Write("LICENSE", "MIT License\n\nPermission is hereby granted, free of charge, to any person obtaining a copy\n");
        _sandbox.Write("requirements.txt", "torch==2.13.0\n");
        _sandbox.Write("README.md", Card);
    }

    public void Dispose() => _sandbox.Dispose();

    [Fact]
    public void A_folder_with_everything_has_nothing_missing() => Codes().Should().BeEmpty();

    [Theory]
    [InlineData("README.md", "MTEB3023")]
    [InlineData("LICENSE", "MTEB3024")]
    [InlineData("requirements.txt", "MTEB3025")]
    [InlineData("tokenizer_config.json", "MTEB3029")]
    public void A_file_that_is_missing_is_named(string file, string code)
    {
        File.Delete(_sandbox.At(file));

        Codes().Should().Contain(code);
    }

    [Theory]
    [InlineData("```", "'''", "MTEB3026")]
    [InlineData("## Training", "## Further notes", "MTEB3027")]
    public void A_part_of_the_card_that_is_missing_is_named(string part, string instead, string code)
    {
        _sandbox.Write("README.md", Card.Replace(part, instead, StringComparison.Ordinal));

        Codes().Should().Equal(code);
    }

    [Theory]
    [InlineData("\"hidden_size\": 8, ", "hidden_size")]
    [InlineData("\"num_attention_heads\": 2, ", "num_attention_heads")]
    [InlineData("\"model_type\": \"bert\", ", "model_type")]
    public void A_size_that_config_json_does_not_state_is_named(string setting, string name)
    {
        var config = File.ReadAllText(_sandbox.At("config.json"));
        _sandbox.Write("config.json", config.Replace(setting, "", StringComparison.Ordinal));

        var diagnostic = SubmissionCheck.Check(ModelFolder.Open(_sandbox.Root).Value!).Should().ContainSingle().Subject;

        diagnostic.Code.Should().Be("MTEB3028");
        diagnostic.Message.Should().Contain(name);
    }

    private IEnumerable<string> Codes() => SubmissionCheck.Check(ModelFolder.Open(_sandbox.Root).Value!).Select(diagnostic => diagnostic.Code);
}

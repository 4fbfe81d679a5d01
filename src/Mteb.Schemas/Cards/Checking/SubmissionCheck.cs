using Markdig;
using Markdig.Syntax;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Models;

namespace Mteb.Schemas.Cards.Checking;

/// <summary>Checks that a model folder holds what others need to use the model and to believe its scores.</summary>
public static class SubmissionCheck
{
    private const string CardFile = "README.md";

    private static readonly string[] RequirementNames =
    [
        "requirements.txt", "environment.yml", "environment.yaml", "pyproject.toml", "uv.lock", "poetry.lock", "packages.lock.json",
    ];

    private static readonly string[] TrainingWords = ["train", "fine-tun", "finetun", "distill", "data"];

    private static readonly (string Name, string[] Keys)[] ConfigFields =
    [
        ("the width", ["hidden_size", "dim", "d_model", "n_embd", "hidden_dim"]),
        ("the number of attention heads", ["num_attention_heads", "n_heads", "num_heads", "n_head"]),
        ("the number of layers", ["num_hidden_layers", "n_layers", "num_layers", "n_layer"]),
        ("the size of the vocabulary", ["vocab_size"]),
    ];

    /// <summary>Checks a folder.</summary>
    /// <param name="folder">The model.</param>
    /// <returns>What is missing, and everything there is to say about the card.</returns>
    public static IReadOnlyList<Diagnostic> Check(ModelFolder folder) =>
        [.. CheckConfig(folder), .. CheckTokenizer(folder), .. CheckFiles(folder, CardSurroundings.InFolder(folder.Path)), .. CheckCard(folder)];

    private static IEnumerable<Diagnostic> CheckConfig(ModelFolder folder)
    {
        if (folder.Config is not { } config || folder.Modules[0] is StaticEmbeddingModule)
        {
            yield break;
        }

        var missing = ConfigFields.Where(field => !field.Keys.Any(key => config.Json.TryGetProperty(key, out _))).ToList();
        if (config.ModelType is null || missing.Count > 0)
        {
            var names = missing.Select(field => $"{field.Name} ({field.Keys[0]})").Prepend(config.ModelType is null ? "the family (model_type)" : "").Where(name => name.Length > 0);
            yield return ModelCodes.ConfigIncomplete.At(
                new SourcePlace(folder.At("config.json")), $"config.json does not state {string.Join(", ", names)}.", "Save the configuration with the model again.");
        }
    }

    private static IEnumerable<Diagnostic> CheckTokenizer(ModelFolder folder)
    {
        var place = folder.At(folder.Modules[0].Path);
        if (folder.Modules[0] is TransformerModule && !File.Exists(Path.Combine(place, "tokenizer_config.json")))
        {
            yield return ModelCodes.TokenizerConfigMissing.At(
                new SourcePlace(place), "There is no tokenizer_config.json, so that other libraries guess the kind of tokenizer.", "Save the tokenizer again with 'tokenizer.save_pretrained'.");
        }
    }

    private static IEnumerable<Diagnostic> CheckFiles(ModelFolder folder, CardSurroundings around)
    {
        if (around.LicenseFile is null)
        {
            yield return ModelCodes.LicenseMissing.At(
                new SourcePlace(folder.Path), "There is no LICENSE file.", "Add the text of the licence that the card names.");
        }

        if (!RequirementNames.Select(folder.At).Any(File.Exists))
        {
            yield return ModelCodes.RequirementsMissing.At(
                new SourcePlace(folder.Path),
                "There is no requirements.txt, environment.yml or lock file: nobody can tell with which versions the model was made and measured.",
                "Add a requirements.txt with exact versions.");
        }
    }

    private static IEnumerable<Diagnostic> CheckCard(ModelFolder folder)
    {
        var path = folder.At(CardFile);
        if (!File.Exists(path))
        {
            return [ModelCodes.CardMissing.At(new SourcePlace(path), "The model has no card.", "Make one with 'mteb create-model-results' or 'dotnet new mteb-model'.")];
        }

        var card = ModelCard.Read(File.ReadAllBytes(path), path);
        if (!card.Succeeded)
        {
            return card.Diagnostics;
        }

        return [.. CardCheck.Check(card.Value, CardSurroundings.InFolder(folder.Path)), .. CheckBody(card.Value, path)];
    }

    private static IEnumerable<Diagnostic> CheckBody(ModelCard card, string path)
    {
        var body = card.Text[card.BodyStart..];
        var blocks = Markdown.Parse(body, new MarkdownPipelineBuilder().Build()).Descendants().ToList();
        if (!blocks.OfType<CodeBlock>().Any())
        {
            yield return ModelCodes.ExampleMissing.At(
                new SourcePlace(path), "The card shows no code: how are texts turned into vectors?", "Add an example that loads the model and encodes two texts.");
        }

        var headings = blocks.OfType<HeadingBlock>().Select(heading => body.Substring(heading.Span.Start, heading.Span.Length));
        if (!headings.Any(heading => TrainingWords.Any(word => heading.Contains(word, StringComparison.OrdinalIgnoreCase))))
        {
            yield return ModelCodes.TrainingUnstated.At(
                new SourcePlace(path), "No section of the card says how and on which data the model was trained.", "Add '## Training' with the data sets, whether or not they are public.");
        }
    }
}

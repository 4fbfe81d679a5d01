using Mteb.Schemas.Cards;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Schemas.Files;
using Mteb.Tool.Output;
using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>The verb <c>create-model-results</c>: makes a model card out of results, or brings one up to date.</summary>
internal static class CreateModelResultsVerb
{
    /// <summary>The verb's options.</summary>
    public static IReadOnlyList<OptionSpec> Options =>
    [
        CardOptions.ResultsFolder, CardOptions.ModelName, CardOptions.Tasks, CardOptions.Benchmarks, CardOptions.Compare,
        CardOptions.Scale, CardOptions.Metrics, CardOptions.Chart, CardOptions.EvalResults,
        CardOptions.FromExisting, CardOptions.OutputPath, CardOptions.Overwrite,
    ];

    /// <summary>The verb's definition.</summary>
    public static VerbSpec Create() => new("create-model-results", "Makes a model card out of results.", (values, environment) => Task.FromResult(Execute(values, environment)))
    {
        Aliases = ["create-meta", "create_meta"],
        Options = Options,
        Remarks = ["The card gets the tag 'mteb', a 'model-index' in its front matter, and tables between two marks in its body. Everything else in an existing card keeps its bytes."],
        Examples =
        [
            new("mteb create-model-results --results-folder results/my-org__my-model/main", "Writes 'model_card.md'."),
            new("mteb create-model-results --results-folder results --from-existing README.md --output-path README.md --overwrite", "Brings a README up to date."),
        ],
    };

    private static ExitCode Execute(OptionValues values, ToolEnvironment environment)
    {
        var view = DiagnosticView.OfUsage(environment);
        view.Write(values.Notices);
        var output = values.Text(CardOptions.OutputPath) ?? "model_card.md";
        var path = CardMaking.Full(environment, output);
        if (File.Exists(path) && !values.Has(CardOptions.Overwrite))
        {
            view.Write([CardCodes.OutputExists.At(new SourcePlace(path), $"'{output}' exists, and it is not replaced unasked.", "Name another file, or add '--overwrite'.")]);
            return ExitCode.Input;
        }

        var card = Existing(values.Text(CardOptions.FromExisting), environment);
        var making = card.Succeeded ? CardMaking.Prepare(card.Value, values, environment) : card.FailedAs<CardMaking>();
        view.Write(making.Diagnostics);
        if (!making.Succeeded)
        {
            return ExitCode.Input;
        }

        AtomicFile.Write(path, making.Value.Update.Card.Bytes.Span);
        making.Value.WriteFiles();
        environment.Print(path + "\n");
        return ExitCode.Ok;
    }

    private static Outcome<ModelCard> Existing(string? named, ToolEnvironment environment)
    {
        if (named is null)
        {
            return ModelCard.Read(default, null);
        }

        var path = CardMaking.Full(environment, named);
        return File.Exists(path) ? ModelCard.Read(File.ReadAllBytes(path), path)
            : CardCodes.HubNeeded.Here($"There is no file '{named}', and a model's card cannot be fetched from the Hub by this version.", "Download the README and name the file.");
    }
}

using Mteb.Evaluation.Encoding.Foreign;
using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>A model in another program: an endpoint or a command, one of which is there.</summary>
internal sealed record ForeignArguments
{
    /// <summary>The address; null for a command.</summary>
    public Uri? Endpoint { get; init; }

    /// <summary>"openai" or "tei"; null to find out.</summary>
    public string? EndpointKind { get; init; }

    /// <summary>The model that the endpoint is asked for.</summary>
    public string? EndpointModel { get; init; }

    /// <summary>Most requests under way at once; null for the usual.</summary>
    public int? EndpointParallel { get; init; }

    /// <summary>The words of the command; empty for an endpoint.</summary>
    public IReadOnlyList<string> Command { get; init; } = [];

    /// <summary>Seconds that an answer may take.</summary>
    public int Timeout { get; init; } = 300;

    /// <summary>"cosine", "dot", "euclidean" or "manhattan".</summary>
    public string Similarity { get; init; } = "cosine";

    /// <summary>Reads the options that say where the model is.</summary>
    /// <param name="values">What was written; one of the places is among it.</param>
    /// <param name="found">Gets what is wrong, or without effect.</param>
    /// <returns>The arguments; null where a folder is named, or something is wrong.</returns>
    public static ForeignArguments? Read(OptionValues values, List<Diagnostic> found)
    {
        OptionSpec[] places = [.. new[] { RunOptions.Model, ForeignOptions.Endpoint, ForeignOptions.Command }.Where(values.Has)];
        if (places.Length > 1)
        {
            found.Add(RunArgumentsReader.Conflict(places[0].Name, places[1].Name));
            return null;
        }

        var place = places[0];
        var others = ForeignOptions.All.Where(option => option != place && (place == RunOptions.Model || (place == ForeignOptions.Command && IsOfEndpoint(option))));
        RunArgumentsReader.NoteWithoutEffect(place, place == RunOptions.Model ? others : others.Concat([RunOptions.Device, RunOptions.ProviderOption, RunOptions.Dtype]), values, found);
        if (place == RunOptions.Model)
        {
            return null;
        }

        if (!values.Has(RunOptions.ModelName))
        {
            found.Add(OptionCodes.MissingOption.Here(
                $"'{place.Name}' needs '{RunOptions.ModelName.Name}'.", "Add '--model-name organisation/name': results are filed under this name."));
        }

        return Place(place, values, found) with
        {
            EndpointKind = values.Text(ForeignOptions.EndpointKind),
            EndpointModel = values.Text(ForeignOptions.EndpointModel),
            EndpointParallel = values.Number(ForeignOptions.EndpointParallel),
            Timeout = values.Number(ForeignOptions.Timeout) ?? 300,
            Similarity = values.Text(ForeignOptions.Similarity) ?? "cosine",
        };
    }

    private static ForeignArguments Place(OptionSpec place, OptionValues values, List<Diagnostic> found)
    {
        var written = values.Text(place)!;
        if (place == ForeignOptions.Endpoint)
        {
            if (Uri.TryCreate(written, UriKind.Absolute, out var address) && address.Scheme is "http" or "https")
            {
                return new ForeignArguments { Endpoint = address };
            }

            found.Add(OptionCodes.UnusableValue.Here($"'{written}' is not a value of '{place.Name}'.", "Write an address such as http://localhost:8080/v1."));
            return new ForeignArguments();
        }

        if (CommandOptions.Split(written) is { Count: > 0 } words)
        {
            return new ForeignArguments { Command = words };
        }

        found.Add(OptionCodes.UnusableValue.Here($"'{written}' is not a value of '{place.Name}'.", "Write a program and its arguments; close every quote."));
        return new ForeignArguments();
    }

    private static bool IsOfEndpoint(OptionSpec option) =>
        option == ForeignOptions.EndpointKind || option == ForeignOptions.EndpointModel || option == ForeignOptions.EndpointParallel;
}

using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Tool.Output;
using Mteb.Tool.Syntax;

namespace Mteb.Tool.Commands;

/// <summary>The verb <c>explain</c>: shows the help page of a diagnostic code, which the tool carries in itself.</summary>
internal static class ExplainVerb
{
    /// <summary>The verb's definition.</summary>
    public static VerbSpec Create() => new("explain", "Shows the help page of a diagnostic code.", (values, environment) => Task.FromResult(Execute(values, environment)))
    {
        Argument = "code",
        ArgumentMeaning = "Codes, with or without 'MTEB'. Without one, all codes are listed.",
        Examples =
        [
            new("mteb explain MTEB5002", "Says what MTEB5002 means and how to mend it."),
            new("mteb explain", "Lists all codes."),
        ],
    };

    private static ExitCode Execute(OptionValues values, ToolEnvironment environment)
    {
        if (values.Arguments.Count == 0)
        {
            environment.Print(List());
            return ExitCode.Ok;
        }

        var descriptors = values.Arguments.Select(argument => (argument, DiagnosticLedger.Find(Full(argument)))).ToList();
        var unknown = descriptors.Where(pair => pair.Item2 is null).Select(pair => Unknown(pair.argument)).ToList();
        if (unknown.Count > 0)
        {
            DiagnosticView.OfUsage(environment).Write(unknown);
            return ExitCode.Usage;
        }

        environment.Print(string.Join("\n", descriptors.Select(pair => Page(pair.Item2!))));
        return ExitCode.Ok;
    }

    private static Diagnostic Unknown(string argument)
    {
        var guess = Spelling.Nearest(Full(argument), DiagnosticLedger.All.Select(descriptor => descriptor.Code));
        return OptionCodes.UnknownCode.Here(
            $"'{argument}' is not a diagnostic code.",
            (guess is null ? "" : $"Did you mean '{guess}'? ") + "'mteb explain' lists all codes.");
    }

    private static string Page(DiagnosticDescriptor descriptor)
    {
        using var stream = typeof(ExplainVerb).Assembly.GetManifestResourceStream(descriptor.HelpPage);
        if (stream is null)
        {
            return $"# {descriptor.Code}: {descriptor.Title}\n\nSeverity: {Word(descriptor)}\n";
        }

        using var reader = new StreamReader(stream);
        return reader.ReadToEnd().ReplaceLineEndings("\n");
    }

    private static string List()
    {
        var table = new TextTable(("Code", Align.Left), ("Severity", Align.Left), ("Title", Align.Left));
        foreach (var descriptor in DiagnosticLedger.All)
        {
            table.Add(descriptor.Code, Word(descriptor), descriptor.Title);
        }

        return table.ToString();
    }

    private static string Word(DiagnosticDescriptor descriptor) => DiagnosticView.Word(descriptor.Severity);

    private static string Full(string argument)
    {
        var code = argument.ToUpperInvariant();
        return code.StartsWith("MTEB", StringComparison.Ordinal) ? code : "MTEB" + code;
    }
}

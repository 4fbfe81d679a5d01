using Mteb.Schemas.Diagnostics.Ledger;
using Mteb.Tool.Commands;
using Mteb.Tool.Output;
using Mteb.Tool.Syntax;

namespace Mteb.Tool;

/// <summary>The command line from end to end: arguments in, output and an exit code out.</summary>
internal static class MtebCommandLine
{
    /// <summary>What a cancelled verb says last, with its line feed.</summary>
    public const string CancelledMessage = "Cancelled. Finished work stays; the same command goes on where this one stopped.\n";

    /// <summary>The text that answers a line which needs neither parser nor surroundings; null for any other line.</summary>
    /// <param name="line">The arguments, without the program's name.</param>
    /// <param name="verbs">Gives every verb; not asked where none is needed.</param>
    public static string? Answer(IReadOnlyList<string> line, Func<IReadOnlyList<VerbSpec>> verbs) => line.Count != 1 ? null : line[0] switch
    {
        "--version" => ToolVersion.Text + "\n",
        "--help" or "-h" => HelpText.OfProgram(verbs()),
        _ => null,
    };

    /// <summary>Carries out one command line.</summary>
    /// <param name="line">The arguments, without the program's name.</param>
    /// <param name="environment">The surroundings.</param>
    /// <param name="verbs">Gives every verb; not asked where none is needed.</param>
    public static async Task<ExitCode> InvokeAsync(IReadOnlyList<string> line, ToolEnvironment environment, Func<IReadOnlyList<VerbSpec>> verbs)
    {
        try
        {
            return Answer(line, verbs) is { } answer ? Say(environment, answer) : await ParseAndInvokeAsync(line, environment, verbs());
        }
        catch (OperationCanceledException) when (environment.Cancellation is { IsValueCreated: true, Value.IsCancellationRequested: true })
        {
            environment.Error.Write(CancelledMessage);
            return ExitCode.Cancelled;
        }
        catch (OutputFailure failure)
        {
            DiagnosticView.OfUsage(environment).Write([OptionCodes.OutputRefused.Here(
                $"Standard output does not take the result: {failure.Message}",
                "Check where it is redirected to, and whether the disk has room. Result files are not affected.")]);
            return ExitCode.Input;
        }
#pragma warning disable CA1031 // The last line of defence: a stack trace helps no user.
        catch (Exception exception)
#pragma warning restore CA1031
        {
            return Report(exception, line, environment);
        }
    }

    private static async Task<ExitCode> ParseAndInvokeAsync(IReadOnlyList<string> line, ToolEnvironment environment, IReadOnlyList<VerbSpec> verbs)
    {
        var parser = new LineParser(verbs);
        if (LineParser.IsCompletion(line))
        {
            parser.Complete(line, environment.Output);
            return ExitCode.Ok;
        }

        var assumed = LegacyLine.AssumesRun(line, verbs);
        var parsed = parser.Parse(assumed ? [RunVerb.Name, .. line] : line);
        switch (parsed)
        {
            case { Request: LineRequest.Version }:
                return Say(environment, ToolVersion.Text + "\n");
            case { Request: LineRequest.Help }:
                return Say(environment, parsed.Verb is { } verb ? HelpText.OfVerb(verb) : HelpText.OfProgram(verbs));
            case { Errors.Count: > 0 } or { Verb: null }:
                DiagnosticView.OfUsage(environment).Write(parsed.Errors);
                return ExitCode.Usage;
            default:
                var values = assumed ? parsed.Values with { Notices = [LegacyLine.Notice, .. parsed.Values.Notices] } : parsed.Values;
                return await parsed.Verb.Execute(values, environment);
        }
    }

    private static ExitCode Say(ToolEnvironment environment, string text)
    {
        environment.Print(text);
        return ExitCode.Ok;
    }

    private static ExitCode Report(Exception exception, IReadOnlyList<string> line, ToolEnvironment environment)
    {
        var message = exception.Message.ReplaceLineEndings(" ");
        var diagnostic = InternalCodes.Unexpected.Here(
            $"The program failed with {exception.GetType().Name}: {message} (add '--verbosity 3' or set {ToolVariables.Debug}=1 for the stack)",
            "");
        DiagnosticView.OfUsage(environment).Write([diagnostic]);
        if (environment.Variable(ToolVariables.Debug) == "1" || AsksForDetails(line))
        {
            environment.Error.Write(exception + "\n");
        }

        return ExitCode.Internal;
    }

    private static bool AsksForDetails(IReadOnlyList<string> line)
    {
        var text = $" {string.Join(' ', line)} ".Replace('=', ' ').Replace(':', ' ');
        return text.Contains(" --verbosity 3 ", StringComparison.Ordinal)
            || text.Contains(" -v 3 ", StringComparison.Ordinal)
            || text.Contains(" -v3 ", StringComparison.Ordinal);
    }
}

using System.Diagnostics;
using System.Text.Json.Nodes;
using Mteb.Schemas.Cards.Editing;
using Mteb.Schemas.Cards.Yaml;

namespace Mteb.CardFuzz;

/// <summary>
/// The <c>yaml</c> package of npm, as one long-lived process: it reads a front matter before and after an edit in YAML 1.1
/// and in YAML 1.2, applies the intents by itself, and compares.
/// </summary>
public sealed class SecondReader : IDisposable
{
    private readonly Process _process;

    private SecondReader(Process process) => _process = process;

    /// <summary>Starts the process; the package is restored first when it is not there.</summary>
    /// <param name="folder">Where the package lies or is to lie.</param>
    public static SecondReader Start(string folder)
    {
        Restore(folder);
        var start = new ProcessStartInfo("node", [Path.Combine(AppContext.BaseDirectory, "second-reader.mjs"), folder])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new System.Text.UTF8Encoding(false),
            StandardOutputEncoding = System.Text.Encoding.UTF8,
        };
        return new SecondReader(Process.Start(start) ?? throw new InvalidOperationException("node did not start."));
    }

    /// <summary>Judges an edit.</summary>
    /// <param name="before">The front matter before.</param>
    /// <param name="after">The front matter after.</param>
    /// <param name="intents">What was intended.</param>
    /// <returns>What is wrong, or null; and how many of the two YAML versions could not read the text before.</returns>
    public (string? Fault, int Unread) Judge(string before, string after, IReadOnlyList<CardIntent> intents)
    {
        var request = new JsonObject
        {
            ["before"] = before,
            ["after"] = after,
            ["versions"] = intents.Any(HasTrap) ? new JsonArray("1.2") : new JsonArray("1.1", "1.2"),
            ["intents"] = new JsonArray([.. intents.Where(intent => intent is not CardIntent.PutBlock).Select(Json)]),
        };
        _process.StandardInput.WriteLine(request.ToJsonString());
        _process.StandardInput.Flush();
        var answer = JsonNode.Parse(_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The second reader has stopped."))!;
        return (answer["fault"]?.GetValue<string>(), answer["unread"]?.AsArray().Count ?? 0);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static void Restore(string folder)
    {
        var manifest = Path.Combine(AppContext.BaseDirectory, "package.json");
        var wanted = JsonNode.Parse(File.ReadAllText(manifest))!["dependencies"]!["yaml"]!.GetValue<string>();
        var installed = Path.Combine(folder, "node_modules", "yaml", "package.json");
        if (File.Exists(installed) && JsonNode.Parse(File.ReadAllText(installed))!["version"]!.GetValue<string>() == wanted)
        {
            return;
        }

        Directory.CreateDirectory(folder);
        File.Copy(manifest, Path.Combine(folder, "package.json"), overwrite: true);
        var start = new ProcessStartInfo("npm", ["install", "--no-package-lock", "--ignore-scripts", "--no-audit", "--no-fund", "--silent"])
        {
            WorkingDirectory = folder,
            RedirectStandardError = true,
        };
        using var npm = Process.Start(start) ?? throw new InvalidOperationException("npm did not start.");
        var error = npm.StandardError.ReadToEnd();
        npm.WaitForExit();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm could not restore the second YAML reader: {error}");
        }
    }

    // An item 'no' is the same as a plain no that is there, and not to readers of YAML 1.1: there they need not agree.
    private static bool HasTrap(CardIntent intent) => intent switch
    {
        CardIntent.SetValue { Value: CardValue.List or CardValue.Map } set => HasTrap(set.Value),
        CardIntent.AddItem add => add.Item is CardValue.Literal || HasTrap(add.Item),
        CardIntent.RemoveItem take => take.Item is CardValue.Literal || HasTrap(take.Item),
        _ => false,
    };

    private static bool HasTrap(CardValue value) => value switch
    {
        CardValue.Text text => YamlScalars.KindInLegacy(text.Value) != ScalarKind.Text,
        CardValue.List list => list.Items.Any(HasTrap),
        CardValue.Map map => map.Entries.Any(entry => HasTrap(entry.Value)),
        _ => false,
    };

    private static JsonNode Json(CardIntent intent) => intent switch
    {
        CardIntent.SetValue set => new JsonObject { ["kind"] = "set", ["path"] = Json(set.Path), ["value"] = Json(set.Value) },
        CardIntent.RemoveValue remove => new JsonObject { ["kind"] = "remove", ["path"] = Json(remove.Path) },
        CardIntent.AddItem add => new JsonObject { ["kind"] = "add", ["path"] = Json(add.Path), ["value"] = Json(add.Item) },
        CardIntent.RemoveItem take => new JsonObject { ["kind"] = "take", ["path"] = Json(take.Path), ["value"] = Json(take.Item) },
        _ => throw new ArgumentOutOfRangeException(nameof(intent)),
    };

    private static JsonArray Json(CardPath path) => [.. path.Steps.Select(step => step.Key is null ? (JsonNode)step.Index : step.Key)];

    private static JsonObject Json(CardValue value) => value switch
    {
        CardValue.Text text => new JsonObject { ["kind"] = "text", ["value"] = text.Value },
        CardValue.Literal literal => new JsonObject { ["kind"] = "literal", ["value"] = literal.Plain },
        CardValue.List list => new JsonObject { ["kind"] = "list", ["items"] = new JsonArray([.. list.Items.Select(Json)]) },
        CardValue.Map map => new JsonObject
        {
            ["kind"] = "map",
            ["entries"] = new JsonArray([.. map.Entries.Select(entry => new JsonArray(entry.Key, Json(entry.Value)))]),
        },
        _ => throw new ArgumentOutOfRangeException(nameof(value)),
    };
}

using System.Diagnostics;
using System.Text;
using System.Text.Json;

namespace Mteb.TokenizerParity;

/// <summary>The reference implementation in a child process, on one thread.</summary>
internal sealed class ReferenceProcess : IDisposable
{
    private readonly Process _process;

    /// <summary>Starts it.</summary>
    /// <param name="folder">Where reference.mjs stands, with node_modules beside it.</param>
    public ReferenceProcess(string folder)
    {
        var start = new ProcessStartInfo("node", [Path.Combine(folder, "reference.mjs")])
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            StandardInputEncoding = new UTF8Encoding(false),
            StandardOutputEncoding = Encoding.UTF8,
        };
        start.Environment["TOKENIZERS_PARALLELISM"] = "false";
        start.Environment["RAYON_NUM_THREADS"] = "1";
        start.Environment["UV_THREADPOOL_SIZE"] = "1";
        _process = Process.Start(start)!;
    }

    /// <summary>Fetches the packages of a folder with package-lock.json, if they are not there, with the ordinary npm client.</summary>
    public static void Restore(string folder)
    {
        if (Directory.Exists(Path.Combine(folder, "node_modules", "tokenizers")))
        {
            return;
        }

        var start = new ProcessStartInfo(OperatingSystem.IsWindows() ? "npm.cmd" : "npm", ["ci", "--ignore-scripts", "--no-audit", "--no-fund"])
        {
            WorkingDirectory = folder,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var npm = Process.Start(start)!;
        var output = npm.StandardError.ReadToEndAsync();
        npm.StandardOutput.ReadToEnd();
        npm.WaitForExit();
        if (npm.ExitCode != 0)
        {
            throw new InvalidOperationException($"npm could not fetch the reference: {output.Result}");
        }
    }

    /// <summary>Loads a tokenizer file; null, or why it does not load.</summary>
    public string? Load(string path)
    {
        using var answer = Ask(new { load = path });
        return answer.RootElement.TryGetProperty("error", out var error) ? error.GetString() : null;
    }

    /// <summary>Encodes texts: ids and offsets of each, null where it cannot be encoded.</summary>
    public IReadOnlyList<(int[]? Ids, int[]? Offsets)> Encode(IReadOnlyList<string> texts, bool special)
    {
        using var answer = Ask(new { texts, special });
        return [.. Lists(answer, "ids").Zip(Lists(answer, "offsets"))];
    }

    /// <summary>How long texts take, in milliseconds, and how many tokens they have.</summary>
    public (double Milliseconds, long Tokens) Time(IReadOnlyList<string> texts)
    {
        using var answer = Ask(new { texts, special = true, timed = true });
        return (answer.RootElement.GetProperty("ms").GetDouble(), answer.RootElement.GetProperty("tokens").GetInt64());
    }

    /// <summary>Ends the process.</summary>
    public void Dispose()
    {
        _process.StandardInput.Close();
        _process.WaitForExit();
        _process.Dispose();
    }

    private static IEnumerable<int[]?> Lists(JsonDocument answer, string name) => answer.RootElement.GetProperty(name).EnumerateArray()
        .Select(list => list.ValueKind == JsonValueKind.Null ? null : list.EnumerateArray().Select(number => number.GetInt32()).ToArray());

    private JsonDocument Ask(object request)
    {
        _process.StandardInput.WriteLine(JsonSerializer.Serialize(request));
        _process.StandardInput.Flush();
        return JsonDocument.Parse(_process.StandardOutput.ReadLine() ?? throw new InvalidOperationException("The reference ended."));
    }
}

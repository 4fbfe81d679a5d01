using System.Runtime.CompilerServices;

namespace Mteb.Testing;

/// <summary>
/// Compares what users see with an approved file beside the test: <c>Approved/name.approved.ext</c>. What differs is
/// written as <c>name.received.ext</c>; with <c>MTEB_APPROVE=1</c> it becomes the approved file (never in CI).
/// </summary>
public static class Approved
{
    /// <summary>Fails unless <paramref name="actual"/> is what was approved. Line endings do not count.</summary>
    /// <param name="actual">What the program gives now.</param>
    /// <param name="name">File name with extension, for example <c>help.txt</c>.</param>
    /// <param name="testFile">Filled in by the compiler.</param>
    public static void Verify(string actual, string name, [CallerFilePath] string testFile = "")
    {
        var folder = Path.Combine(Path.GetDirectoryName(Locate(testFile))!, "Approved");
        var extension = Path.GetExtension(name);
        var stem = Path.GetFileNameWithoutExtension(name);
        var approved = Path.Combine(folder, $"{stem}.approved{extension}");
        var received = Path.Combine(folder, $"{stem}.received{extension}");
        var text = actual.ReplaceLineEndings("\n");
        var expected = File.Exists(approved) ? File.ReadAllText(approved).ReplaceLineEndings("\n") : null;
        if (text == expected)
        {
            File.Delete(received);
            return;
        }

        var inCi = string.Equals(Environment.GetEnvironmentVariable("CI"), "true", StringComparison.OrdinalIgnoreCase);
        if (Environment.GetEnvironmentVariable("MTEB_APPROVE") == "1" && !inCi)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(approved, text);
            File.Delete(received);
            return;
        }

        if (!inCi)
        {
            Directory.CreateDirectory(folder);
            File.WriteAllText(received, text);
        }

        text.Should().Be(expected, $"'{approved}' is approved; run the test with MTEB_APPROVE=1 if the change is meant");
    }

    // Deterministic builds write /_/ for the repository's root.
    private static string Locate(string compiledPath) =>
        compiledPath.StartsWith("/_/", StringComparison.Ordinal) ? Repository.At(compiledPath[3..]) : compiledPath;
}

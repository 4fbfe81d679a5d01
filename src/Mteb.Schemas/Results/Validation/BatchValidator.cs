using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Schemas.Results.Validation;

/// <summary>Validates many files on several threads.</summary>
public static class BatchValidator
{
    private const int SmallestBuffer = 1 << 16;

    /// <summary>Validates files.</summary>
    /// <param name="files">The files.</param>
    /// <param name="severities">Severities that a user gave to codes.</param>
    /// <param name="threads">How many threads work.</param>
    /// <param name="cancellationToken">Stops it.</param>
    /// <returns>A report a file, in the same order.</returns>
    public static IReadOnlyList<FileReport> Validate(IReadOnlyList<ResultFile> files, SeverityRules severities, int threads, CancellationToken cancellationToken)
    {
        var reports = new FileReport[files.Count];
        var next = -1;

        // Each thread takes the next file when it is done with one, so that large files hold nobody up.
        void Work()
        {
            var buffer = new byte[SmallestBuffer];
            while (Interlocked.Increment(ref next) is var index && index < files.Count)
            {
                cancellationToken.ThrowIfCancellationRequested();
                reports[index] = Validate(files[index], ref buffer).With(severities);
            }
        }

        var others = Enumerable.Range(1, Math.Max(0, Math.Min(threads, files.Count) - 1)).Select(_ => Task.Run(Work, cancellationToken)).ToArray();
        Work();
        Task.WhenAll(others).GetAwaiter().GetResult();
        return reports;
    }

    /// <summary>Validates a file.</summary>
    public static FileReport Validate(ResultFile file)
    {
        var buffer = Array.Empty<byte>();
        return Validate(file, ref buffer);
    }

    private static FileReport Validate(ResultFile file, ref byte[] buffer)
    {
        try
        {
            var length = Read(file.Path, ref buffer);
            return FileValidator.Validate(buffer.AsMemory(0, length), file);
        }
        catch (Exception exception) when (exception is IOException or UnauthorizedAccessException)
        {
            return Unreadable(file, exception);
        }
    }

    /// <summary>The report of a file that cannot be read.</summary>
    internal static FileReport Unreadable(ResultFile file, Exception exception)
    {
        var diagnostic = FormCodes.Unreadable.At(new SourcePlace(file.Path), $"The file cannot be read: {exception.Message}", "Check that the file exists and may be read.");
        return new FileReport(file.Path, file.Kind, Verdict.Invalid, [diagnostic]);
    }

    private static int Read(string path, ref byte[] buffer)
    {
        using var handle = File.OpenHandle(path, options: FileOptions.SequentialScan);
        var length = checked((int)RandomAccess.GetLength(handle));
        if (buffer.Length < length)
        {
            buffer = new byte[Math.Max(length, 2 * buffer.Length)];
        }

        var done = 0;
        while (done < length && RandomAccess.Read(handle, buffer.AsSpan(done, length - done), done) is var count and > 0)
        {
            done += count;
        }

        return done;
    }
}

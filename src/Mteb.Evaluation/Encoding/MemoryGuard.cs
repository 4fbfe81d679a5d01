using Mteb.Schemas.Diagnostics;
using Mteb.Schemas.Diagnostics.Ledger;

namespace Mteb.Evaluation.Encoding;

/// <summary>Remembers how large batches may be on a device whose memory ran out. Vectors do not depend on that.</summary>
internal sealed class MemoryGuard
{
    private readonly Lock _gate = new();
    private int _most = int.MaxValue;
    private int _tooMany;
    private bool _isTold;

    /// <summary>Most tokens of a batch of several texts, padding included.</summary>
    public int MostTokens => Volatile.Read(ref _most);

    /// <summary>A batch found no room: half as much is tried from now on.</summary>
    public void Exceeded(int tokens)
    {
        lock (_gate)
        {
            _tooMany = _tooMany == 0 ? tokens : Math.Min(_tooMany, tokens);
            _most = Math.Min(_most, Math.Max(tokens / 2, 1));
        }
    }

    /// <summary>What is to be said about it, the first time.</summary>
    public IReadOnlyList<Diagnostic> Tell()
    {
        lock (_gate)
        {
            if (_isTold || _tooMany == 0)
            {
                return [];
            }

            _isTold = true;
            return
            [
                EncodingCodes.BatchHalved.Here(
                    $"The device has no room for a batch of {_tooMany} tokens; batches are smaller from now on. Scores do not depend on that.",
                    "A smaller '--batch-size' spares the attempts; other programs on the same device may hold its memory."),
            ];
        }
    }
}

using Mteb.Evaluation.Encoding;
using Mteb.Evaluation.Tasks;

namespace Mteb.Evaluation.Tests.Tasks;

/// <summary>Remembers the names of the phases.</summary>
internal sealed class SilentPhases : IPhaseObserver
{
    private readonly List<string> _names = [];

    public IReadOnlyList<string> Names => _names;

    public IProgress<EncodingProgress>? Progress => null;

    public IDisposable Begin(string name, string split, string subset)
    {
        _names.Add(name);
        return new End();
    }

    private sealed class End : IDisposable
    {
        public void Dispose()
        {
        }
    }
}

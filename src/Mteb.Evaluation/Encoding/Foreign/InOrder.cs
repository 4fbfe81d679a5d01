using System.Runtime.CompilerServices;
using Mteb.Schemas.Diagnostics;

namespace Mteb.Evaluation.Encoding.Foreign;

/// <summary>Asks for several things at once and hands them over in order, as if they had been asked for one after the other.</summary>
internal static class InOrder
{
    /// <summary>
    /// Asks for each item. Where one fails, none is begun any more and those after it are stopped; those before it are awaited, so
    /// that the failure which is handed over is that of the first item that fails, whichever was heard of first.
    /// </summary>
    /// <param name="items">What is asked for.</param>
    /// <param name="atOnce">How many may be open, those included that came and wait for earlier ones; at least 1.</param>
    /// <param name="ask">Asks for one.</param>
    /// <param name="cancellationToken">Stops everything.</param>
    /// <returns>What came, in the order of the items. Whoever stops taking it stops what is open.</returns>
    public static async IAsyncEnumerable<(TItem Item, Outcome<T> Outcome)> AskAsync<TItem, T>(
        IEnumerable<TItem> items,
        int atOnce,
        Func<TItem, CancellationToken, Task<Outcome<T>>> ask,
        [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var open = new OpenQuestions<TItem, T>(ask, cancellationToken);
        try
        {
            using var rest = items.GetEnumerator();
            while (true)
            {
                cancellationToken.ThrowIfCancellationRequested();
                while (open.Count < atOnce && !open.HasFailed && rest.MoveNext())
                {
                    open.Begin(rest.Current);
                }

                if (open.Count == 0)
                {
                    yield break;
                }

                yield return await open.TakeFirstAsync().ConfigureAwait(false);
            }
        }
        finally
        {
            await open.StopAsync().ConfigureAwait(false);
        }
    }

    private sealed class OpenQuestions<TItem, T>(Func<TItem, CancellationToken, Task<Outcome<T>>> ask, CancellationToken cancellationToken)
    {
        private readonly Lock _lock = new();
        private readonly List<Question> _questions = [];
        private volatile bool _failed;

        public int Count => _questions.Count;

        public bool HasFailed => _failed;

        public void Begin(TItem item)
        {
            var question = new Question(item, CancellationTokenSource.CreateLinkedTokenSource(cancellationToken));
            lock (_lock)
            {
                _questions.Add(question);
            }

            question.Answer = AskAsync(question);
        }

        public async Task<(TItem Item, Outcome<T> Outcome)> TakeFirstAsync()
        {
            var first = _questions[0];
            var outcome = await first.Answer.ConfigureAwait(false);
            lock (_lock)
            {
                _questions.RemoveAt(0);
            }

            first.Stop.Dispose();
            return (first.Item, outcome);
        }

        public async Task StopAsync()
        {
            foreach (var question in _questions)
            {
                await question.Stop.CancelAsync().ConfigureAwait(false);
            }

            foreach (var question in _questions)
            {
                // What comes of it no longer matters, but it must be over before its source is disposed.
                await ((Task)question.Answer).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
                question.Stop.Dispose();
            }
        }

        private async Task<Outcome<T>> AskAsync(Question question)
        {
            var outcome = await ask(question.Item, question.Stop.Token).ConfigureAwait(false);
            if (!outcome.Succeeded)
            {
                _failed = true;
                Question[] later;
                lock (_lock)
                {
                    later = [.. _questions.Skip(_questions.IndexOf(question) + 1)];
                }

                foreach (var other in later)
                {
                    await other.Stop.CancelAsync().ConfigureAwait(false);
                }
            }

            return outcome;
        }

        private sealed class Question(TItem item, CancellationTokenSource stop)
        {
            public TItem Item => item;

            public CancellationTokenSource Stop => stop;

            public Task<Outcome<T>> Answer { get; set; } = null!;
        }
    }
}

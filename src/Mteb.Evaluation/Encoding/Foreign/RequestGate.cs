namespace Mteb.Evaluation.Encoding.Foreign;

/// <summary>
/// How many requests are under way at an endpoint. What it says to one of them, all heed: they pause together, and half as many go
/// afterwards; after a row of answers one more may.
/// </summary>
internal sealed class RequestGate : IDisposable
{
    /// <summary>After how many answers in a row one more request may be under way.</summary>
    public const int AnswersForOneMore = 64;

    private readonly Lock _lock = new();
    private readonly SemaphoreSlim _places;
    private readonly EndpointOptions _options;
    private readonly TimeProvider _clock;
    private int _limit;
    private int _surplus;
    private int _underWay;
    private int _answers;
    private int _refusals;
    private int _inVain;
    private long _closedUntil;

    /// <summary>A gate that is open.</summary>
    /// <param name="options">How many may go, how often in vain, and how long the waits are.</param>
    /// <param name="clock">The clock.</param>
    public RequestGate(EndpointOptions options, TimeProvider clock)
    {
        (_options, _limit, _clock) = (options, options.Parallel, clock);
        _places = new SemaphoreSlim(options.Parallel);
    }

    /// <summary>Waits until a request may go.</summary>
    /// <param name="cancellationToken">Stops the waiting.</param>
    /// <returns>A mark of this moment, for <see cref="Refuse"/>; <see cref="Leave"/> must follow.</returns>
    public async Task<int> EnterAsync(CancellationToken cancellationToken)
    {
        while (true)
        {
            await _places.WaitAsync(cancellationToken).ConfigureAwait(false);
            long wait;
            lock (_lock)
            {
                if (_surplus > 0)
                {
                    _surplus--;
                    continue;
                }

                wait = _closedUntil - _clock.GetTimestamp();
                if (wait <= 0)
                {
                    _underWay++;
                    return _refusals;
                }
            }

            try
            {
                // A little more than is left of the pause: timers may fire early.
                await Task.Delay(TimeSpan.FromSeconds((double)wait / _clock.TimestampFrequency) + TimeSpan.FromMilliseconds(1), _clock, cancellationToken).ConfigureAwait(false);
            }
            finally
            {
                _places.Release();
            }
        }
    }

    /// <summary>A request is over, whatever came of it.</summary>
    public void Leave()
    {
        lock (_lock)
        {
            _underWay--;
            Free();
        }
    }

    /// <summary>A request was answered.</summary>
    public void Answer()
    {
        lock (_lock)
        {
            _inVain = 0;
            if (_limit < _options.Parallel && ++_answers == AnswersForOneMore)
            {
                _answers = 0;
                _limit++;
                Free();
            }
        }
    }

    /// <summary>A request was refused, because there are too many: none goes for a while.</summary>
    /// <param name="mark">What <see cref="EnterAsync"/> gave it.</param>
    /// <param name="asked">The wait that was asked for, or nothing.</param>
    /// <returns>How many were refused in a row that went alone. Of others under way at the same time none is to blame.</returns>
    public int Refuse(int mark, TimeSpan asked)
    {
        lock (_lock)
        {
            var isFirst = mark == _refusals;
            _inVain += isFirst && _underWay == 1 ? 1 : 0;
            _answers = 0;
            Pause(asked);
            if (isFirst)
            {
                _refusals++;
                HalveLimit();
            }

            return _inVain;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _places.Dispose();

    // Nobody waits where everything is given up: after too many tries, or where too long a wait is asked for.
    private void Pause(TimeSpan asked)
    {
        if (_inVain < _options.Attempts && asked <= _options.LongestWait)
        {
            var own = _options.FirstWait * Math.Pow(2, Math.Max(0, _inVain - 1));
            var seconds = Math.Max(own.TotalSeconds, asked.TotalSeconds);
            _closedUntil = Math.Max(_closedUntil, _clock.GetTimestamp() + (long)(seconds * _clock.TimestampFrequency));
        }
    }

    private void HalveLimit()
    {
        var fewer = Math.Max(1, _limit / 2);
        _surplus += _limit - fewer;
        _limit = fewer;
        while (_surplus > 0 && _places.Wait(0))
        {
            _surplus--;
        }
    }

    private void Free()
    {
        if (_surplus > 0)
        {
            _surplus--;
        }
        else
        {
            _places.Release();
        }
    }
}

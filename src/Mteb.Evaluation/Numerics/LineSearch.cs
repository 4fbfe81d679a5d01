namespace Mteb.Evaluation.Numerics;

/// <summary>
/// The line search of Moré and Thuente as L-BFGS-B uses it: a step with sufficient decrease (1e-3) and small enough slope
/// (0.9), out of at most fifty trials. Ask for trials with <see cref="Trial"/> and answer with <see cref="Answer"/>.
/// </summary>
internal struct LineSearch
{
    private const double Decrease = 1e-3;
    private const double Curvature = 0.9;
    private const double WidthTolerance = 0.1;
    private const int MostTrials = 50;

    private readonly double _startValue;
    private readonly double _startSlope;
    private readonly double _longest;
    private LineInterval _interval;
    private double _minimum;
    private double _maximum;
    private double _width;
    private double _widthBefore;
    private bool _firstStage;
    private int _trials;

    /// <summary>Starts a search.</summary>
    /// <param name="value">The function at step 0.</param>
    /// <param name="slope">Its slope there; negative.</param>
    /// <param name="step">The first trial.</param>
    /// <param name="longest">The longest step allowed.</param>
    public LineSearch(double value, double slope, double step, double longest)
    {
        var start = new LinePoint(0, value, slope);
        (_startValue, _startSlope, _longest) = (value, slope, longest);
        _interval = new LineInterval(start, start, false);
        (_minimum, _maximum) = (0, 5 * step);
        (_width, _widthBefore) = (longest, 2 * longest);
        _firstStage = true;
        Trial = step;
    }

    /// <summary>The step to try next, or the step found.</summary>
    public double Trial { get; private set; }

    /// <summary>How the search stands.</summary>
    public LineSearchState State { get; private set; }

    /// <summary>Tells the value and slope at <see cref="Trial"/>.</summary>
    public void Answer(double value, double slope)
    {
        _trials++;
        var gentle = Decrease * _startSlope;
        var limit = _startValue + (Trial * gentle);
        if (_firstStage && value <= limit && slope >= 0)
        {
            _firstStage = false;
        }

        var decreased = value <= limit;
        if ((decreased && Math.Abs(slope) <= Curvature * -_startSlope) || CannotGoOn(decreased, slope, gentle))
        {
            State = LineSearchState.Found;
            return;
        }

        TakeIn(new LinePoint(Trial, value, slope), gentle, modified: _firstStage && value <= _interval.Best.Value && !decreased);
        State = _trials < MostTrials ? LineSearchState.Searching : LineSearchState.Failed;
    }

    private readonly bool CannotGoOn(bool decreased, double slope, double gentle) =>
        Exhausted
        || (Trial == _longest && decreased && slope <= gentle)
        || (Trial == 0 && (!decreased || slope >= gentle));

    private readonly bool Exhausted =>
        _interval.Bracketed && (Trial <= _minimum || Trial >= _maximum || _maximum - _minimum <= WidthTolerance * _maximum);

    // In the first stage, while the value is low but the decrease too small, the search is for a minimum of
    // f(step) - f(0) - decrease * step * slope instead.
    private void TakeIn(LinePoint trial, double gentle, bool modified)
    {
        if (modified)
        {
            var tilted = new LineInterval(Tilt(_interval.Best, -gentle), Tilt(_interval.Other, -gentle), _interval.Bracketed);
            (Trial, tilted) = tilted.Advance(Tilt(trial, -gentle), _minimum, _maximum);
            _interval = new LineInterval(Tilt(tilted.Best, gentle), Tilt(tilted.Other, gentle), tilted.Bracketed);
        }
        else
        {
            (Trial, _interval) = _interval.Advance(trial, _minimum, _maximum);
        }

        Narrow();
    }

    private void Narrow()
    {
        var (best, other) = (_interval.Best.Step, _interval.Other.Step);
        if (_interval.Bracketed)
        {
            if (Math.Abs(other - best) >= 0.66 * _widthBefore)
            {
                Trial = best + (0.5 * (other - best));
            }

            (_widthBefore, _width) = (_width, Math.Abs(other - best));
            (_minimum, _maximum) = (Math.Min(best, other), Math.Max(best, other));
        }
        else
        {
            (_minimum, _maximum) = (Trial + (1.1 * (Trial - best)), Trial + (4 * (Trial - best)));
        }

        Trial = Math.Min(Math.Max(Trial, 0), _longest);
        if (Exhausted)
        {
            Trial = best;
        }
    }

    private static LinePoint Tilt(LinePoint point, double slope) =>
        new(point.Step, point.Value + (point.Step * slope), point.Slope + slope);
}

/// <summary>How a line search stands.</summary>
internal enum LineSearchState
{
    /// <summary>Another trial is wanted.</summary>
    Searching,

    /// <summary>The last trial is the step.</summary>
    Found,

    /// <summary>The trials are used up.</summary>
    Failed,
}

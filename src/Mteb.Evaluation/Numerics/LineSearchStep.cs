namespace Mteb.Evaluation.Numerics;

/// <summary>A point of a line search.</summary>
/// <param name="Step">How far along the line.</param>
/// <param name="Value">The function there.</param>
/// <param name="Slope">Its derivative along the line.</param>
internal readonly record struct LinePoint(double Step, double Value, double Slope);

/// <summary>
/// The interval of a line search after Moré and Thuente (1994, ACM TOMS 20, section 4): its better end, its other end, and
/// the choice of the next trial by cubic and quadratic interpolation.
/// </summary>
/// <param name="Best">The end with the smallest value so far.</param>
/// <param name="Other">The other end.</param>
/// <param name="Bracketed">Whether a minimum lies between the two.</param>
internal readonly record struct LineInterval(LinePoint Best, LinePoint Other, bool Bracketed)
{
    private const double MostOfInterval = 0.66;

    /// <summary>The next trial, and the interval with the last trial taken in.</summary>
    public (double Step, LineInterval Interval) Advance(LinePoint trial, double minimum, double maximum)
    {
        var turned = trial.Slope * (Best.Slope / Math.Abs(Best.Slope)) < 0;
        var (step, bracketed) = trial.Value > Best.Value ? (HigherValue(trial), true)
            : turned ? (OppositeSlope(trial), true)
            : Math.Abs(trial.Slope) < Math.Abs(Best.Slope) ? (FlatterSlope(trial, minimum, maximum), Bracketed)
            : (SteeperSlope(trial, minimum, maximum), Bracketed);

        if (trial.Value > Best.Value)
        {
            return (step, new LineInterval(Best, trial, bracketed));
        }

        return (step, new LineInterval(trial, turned ? Best : Other, bracketed));
    }

    // Case 1: the cubic step if it is closer to the best end than the quadratic one, else the mean of the two.
    private double HigherValue(LinePoint trial)
    {
        var (theta, gamma) = Cubic(Best, trial, bounded: false);
        gamma = trial.Step < Best.Step ? -gamma : gamma;
        var ratio = (gamma - Best.Slope + theta) / (gamma - Best.Slope + gamma + trial.Slope);
        var span = trial.Step - Best.Step;
        var cubic = Best.Step + (ratio * span);
        var quadratic = Best.Step + (Best.Slope / (((Best.Value - trial.Value) / span) + Best.Slope) / 2 * span);
        return Math.Abs(cubic - Best.Step) < Math.Abs(quadratic - Best.Step) ? cubic : cubic + ((quadratic - cubic) / 2);
    }

    // Case 2: whichever of the cubic and the secant step is farther from the trial.
    private double OppositeSlope(LinePoint trial)
    {
        var (theta, gamma) = Cubic(Best, trial, bounded: false);
        gamma = trial.Step > Best.Step ? -gamma : gamma;
        var ratio = (gamma - trial.Slope + theta) / (gamma - trial.Slope + gamma + Best.Slope);
        var cubic = trial.Step + (ratio * (Best.Step - trial.Step));
        var secant = Secant(trial);
        return Math.Abs(cubic - trial.Step) > Math.Abs(secant - trial.Step) ? cubic : secant;
    }

    // Case 3: the cubic step only counts where the cubic goes to infinity along the line or its minimum lies beyond the trial.
    private double FlatterSlope(LinePoint trial, double minimum, double maximum)
    {
        var (theta, gamma) = Cubic(Best, trial, bounded: true);
        gamma = trial.Step > Best.Step ? -gamma : gamma;
        var ratio = (gamma - trial.Slope + theta) / (gamma + (Best.Slope - trial.Slope) + gamma);
        var forward = trial.Step > Best.Step;
        var cubic = ratio < 0 && gamma != 0 ? trial.Step + (ratio * (Best.Step - trial.Step)) : forward ? maximum : minimum;
        var secant = Secant(trial);
        var cubicIsCloser = Math.Abs(cubic - trial.Step) < Math.Abs(secant - trial.Step);
        if (!Bracketed)
        {
            var farther = Math.Abs(cubic - trial.Step) > Math.Abs(secant - trial.Step) ? cubic : secant;
            return Math.Max(minimum, Math.Min(maximum, farther));
        }

        var closer = cubicIsCloser ? cubic : secant;
        var limit = trial.Step + (MostOfInterval * (Other.Step - trial.Step));
        return forward ? Math.Min(limit, closer) : Math.Max(limit, closer);
    }

    // Case 4: the slope does not fall; the cubic through the other end if there is one, else as far as allowed.
    private double SteeperSlope(LinePoint trial, double minimum, double maximum)
    {
        if (!Bracketed)
        {
            return trial.Step > Best.Step ? maximum : minimum;
        }

        var (theta, gamma) = Cubic(trial, Other, bounded: false);
        gamma = trial.Step > Other.Step ? -gamma : gamma;
        var ratio = (gamma - trial.Slope + theta) / (gamma - trial.Slope + gamma + Other.Slope);
        return trial.Step + (ratio * (Other.Step - trial.Step));
    }

    private double Secant(LinePoint trial) =>
        trial.Step + (trial.Slope / (trial.Slope - Best.Slope) * (Best.Step - trial.Step));

    // The two terms of the minimiser of the cubic through both points; scaled against overflow.
    private static (double Theta, double Gamma) Cubic(LinePoint left, LinePoint right, bool bounded)
    {
        var theta = (3 * (left.Value - right.Value) / (right.Step - left.Step)) + left.Slope + right.Slope;
        var scale = Math.Max(Math.Abs(theta), Math.Max(Math.Abs(left.Slope), Math.Abs(right.Slope)));
        var squared = (theta / scale * (theta / scale)) - (left.Slope / scale * (right.Slope / scale));
        return (theta, scale * Math.Sqrt(bounded ? Math.Max(0.0, squared) : squared));
    }
}

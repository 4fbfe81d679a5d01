using System.Numerics.Tensors;

namespace Mteb.Evaluation.Numerics;

/// <summary>A smooth function to be minimised.</summary>
internal interface IObjective
{
    /// <summary>Number of variables.</summary>
    int Size { get; }

    /// <summary>Gives the value at a point and writes the gradient.</summary>
    double Evaluate(ReadOnlySpan<double> point, Span<double> gradient);
}

/// <summary>
/// L-BFGS-B without bounds (Byrd, Lu, Nocedal, Zhu 1995) in double, as scipy runs it: ten pairs of memory, line search of
/// Moré and Thuente. All vectors are allocated once.
/// </summary>
internal sealed class Lbfgs
{
    private const int Memory = 10;
    private const double LongestStep = 1e10;
    private const double Epsilon = 2.220446049250313e-16;
    private const double SmallestDecrease = 64 * Epsilon;

    private readonly IObjective _objective;
    private readonly int _size;
    private readonly double _gradientTolerance;
    private readonly int _mostIterations;
    private readonly double[][] _steps = new double[Memory][];
    private readonly double[][] _changes = new double[Memory][];
    private readonly double[] _curvatures = new double[Memory];
    private readonly double[] _weights = new double[Memory];
    private readonly double[] _direction;
    private double[] _point;
    private double[] _gradient;
    private double[] _nextPoint;
    private double[] _nextGradient;
    private double _value;
    private double _scale = 1;
    private int _oldest;
    private int _pairs;

    private Lbfgs(IObjective objective, double gradientTolerance, int mostIterations)
    {
        (_objective, _size, _gradientTolerance, _mostIterations) = (objective, objective.Size, gradientTolerance, mostIterations);
        _point = new double[_size];
        _gradient = new double[_size];
        _nextPoint = new double[_size];
        _nextGradient = new double[_size];
        _direction = new double[_size];
    }

    /// <summary>Minimises from zero.</summary>
    /// <param name="objective">The function.</param>
    /// <param name="gradientTolerance">Stops when no component of the gradient is larger.</param>
    /// <param name="mostIterations">Stops after so many iterations.</param>
    public static Minimum Minimise(IObjective objective, double gradientTolerance = 1e-4, int mostIterations = 100)
    {
        var search = new Lbfgs(objective, gradientTolerance, mostIterations);
        var iterations = search.Run();
        return new Minimum(search._point, search._value, iterations);
    }

    private int Run()
    {
        _value = _objective.Evaluate(_point, _gradient);
        if (IsFlat())
        {
            return 0;
        }

        for (var iterations = 0; ;)
        {
            FindDirection();
            var slope = TensorPrimitives.Dot<double>(_gradient, _direction);
            var first = iterations == 0 ? Math.Min(1.0 / TensorPrimitives.Norm<double>(_direction), LongestStep) : 1.0;
            if (slope >= 0 || Search(slope, first) is not var (step, nextValue))
            {
                if (_pairs == 0)
                {
                    return iterations;
                }

                Forget();
                continue;
            }

            var before = _value;
            Remember(step, slope);
            (_point, _nextPoint, _value) = (_nextPoint, _point, nextValue);
            (_gradient, _nextGradient) = (_nextGradient, _gradient);
            iterations++;
            if (iterations >= _mostIterations || IsFlat()
                || before - _value <= SmallestDecrease * Math.Max(Math.Abs(before), Math.Max(Math.Abs(_value), 1.0)))
            {
                return iterations;
            }
        }
    }

    private bool IsFlat() => Math.Abs(TensorPrimitives.MaxMagnitude<double>(_gradient)) <= _gradientTolerance;

    // The two-loop recursion, from the newest pair to the oldest and back.
    private void FindDirection()
    {
        TensorPrimitives.Negate<double>(_gradient, _direction);
        for (var i = _pairs - 1; i >= 0; i--)
        {
            var at = (_oldest + i) % Memory;
            _weights[i] = TensorPrimitives.Dot<double>(_steps[at], _direction) / _curvatures[at];
            TensorPrimitives.MultiplyAdd(_changes[at], -_weights[i], _direction, _direction);
        }

        if (_scale != 1)
        {
            TensorPrimitives.Divide(_direction, _scale, _direction);
        }

        for (var i = 0; i < _pairs; i++)
        {
            var at = (_oldest + i) % Memory;
            var correction = _weights[i] - (TensorPrimitives.Dot<double>(_changes[at], _direction) / _curvatures[at]);
            TensorPrimitives.MultiplyAdd(_steps[at], correction, _direction, _direction);
        }
    }

    // Leaves point and gradient of the step found in the next ones; null when there is no good step.
    private (double Step, double Value)? Search(double slope, double first)
    {
        var search = new LineSearch(_value, slope, first, LongestStep);
        while (true)
        {
            TensorPrimitives.MultiplyAdd(_direction, search.Trial, _point, _nextPoint);
            var step = search.Trial;
            var value = _objective.Evaluate(_nextPoint, _nextGradient);
            search.Answer(value, TensorPrimitives.Dot<double>(_nextGradient, _direction));
            switch (search.State)
            {
                case LineSearchState.Found:
                    return (step, value);
                case LineSearchState.Failed:
                    return null;
            }
        }
    }

    private void Remember(double step, double slope)
    {
        var curvature = (TensorPrimitives.Dot<double>(_nextGradient, _direction) - slope) * step;
        if (curvature <= Epsilon * -slope * step)
        {
            return;
        }

        int at;
        if (_pairs < Memory)
        {
            at = (_oldest + _pairs++) % Memory;
        }
        else
        {
            at = _oldest;
            _oldest = (_oldest + 1) % Memory;
        }

        var change = _changes[at] ??= new double[_size];
        TensorPrimitives.Subtract(_nextGradient, _gradient, change);
        TensorPrimitives.Multiply(_direction, step, _steps[at] ??= new double[_size]);
        _curvatures[at] = curvature;
        _scale = TensorPrimitives.Dot<double>(change, change) / curvature;
    }

    private void Forget() => (_pairs, _oldest, _scale) = (0, 0, 1);
}

/// <summary>Where a minimisation ended.</summary>
/// <param name="Point">The point.</param>
/// <param name="Value">The value there.</param>
/// <param name="Iterations">Number of iterations.</param>
internal readonly record struct Minimum(double[] Point, double Value, int Iterations);

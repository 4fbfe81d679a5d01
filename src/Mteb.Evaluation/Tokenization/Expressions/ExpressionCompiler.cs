namespace Mteb.Evaluation.Tokenization.Expressions;

/// <summary>Compiles an expression, from its end to its beginning.</summary>
internal sealed class ExpressionCompiler
{
    private const int MostInstructions = 2000;

    private readonly List<Instruction> _code = [new(Operation.Match)];
    private readonly List<CharacterTest> _tests = [];
    private int _looks; // how many look-arounds stand around what is being added

    /// <summary>Compiles an expression.</summary>
    /// <exception cref="ExpressionException">It is too large.</exception>
    public static CompiledExpression Compile(Node node)
    {
        var compiler = new ExpressionCompiler();
        var start = compiler.Add(node, next: 0);
        return new CompiledExpression([.. compiler._code], start, compiler.FinishSplits(start));
    }

    private int Emit(Instruction instruction)
    {
        if (_code.Count == MostInstructions)
        {
            throw new ExpressionException("is too large");
        }

        _code.Add(instruction);
        return _code.Count - 1;
    }

    private int Add(Node node, int next) => node switch
    {
        SetNode set => Emit(new(Operation.Read) { Set = TestOf(set.Set), Next = next }),
        SequenceNode sequence => sequence.Parts.Reverse().Aggregate(next, (after, part) => Add(part, after)),
        ChoiceNode choice => AddChoice(choice, next),
        RepeatNode repeat => AddRepeat(repeat, next),
        LookNode look => AddLook(look, next),
        AnchorNode anchor => Emit(new(Operation.Anchor) { Anchor = anchor.Anchor, Next = next }),
        _ => throw new InvalidOperationException("A part of an expression of an unknown kind."),
    };

    private int AddChoice(ChoiceNode choice, int next)
    {
        var start = Add(choice.Parts[^1], next);
        foreach (var part in choice.Parts.Reverse().Skip(1))
        {
            start = Emit(new(Operation.Split) { Next = Add(part, next), Other = start });
        }

        return start;
    }

    private int AddRepeat(RepeatNode repeat, int next)
    {
        var start = next;
        if (repeat.Most is not { } most)
        {
            start = AddLoop(repeat, next);
        }
        else
        {
            for (var i = repeat.Least; i < most; i++)
            {
                start = AddOptional(repeat, start, next);
            }
        }

        for (var i = 0; i < repeat.Least; i++)
        {
            start = Add(repeat.Part, start);
        }

        return start;
    }

    private int AddOptional(RepeatNode repeat, int after, int next) => repeat switch
    {
        { Giving: Giving.Possessive, Part: SetNode set } => Emit(new(Operation.Test) { Set = TestOf(set.Set), Next = after, Other = next }),
        { Giving: Giving.Lazy } => Emit(new(Operation.Split) { Next = next, Other = Add(repeat.Part, after) }),
        _ => Emit(new(Operation.Split) { Next = Add(repeat.Part, after), Other = next }),
    };

    private int AddLoop(RepeatNode repeat, int next)
    {
        // How far a look-around goes is nobody's business, and to go to the end of a run at every place of it takes long.
        if (_looks > 0 && CannotFail(next))
        {
            return next;
        }

        if (repeat is { Part: SetNode set, Giving: not Giving.Lazy } && (repeat.Giving == Giving.Possessive || CannotFail(next)))
        {
            return Emit(new(CannotFail(next) ? Operation.ReadAll : Operation.ReadOn) { Set = TestOf(set.Set), Next = next, IsLoop = true });
        }

        var loop = Emit(new(Operation.Split) { IsLoop = true });
        var body = Add(repeat.Part, loop);
        (_code[loop].Next, _code[loop].Other) = repeat.Giving == Giving.Lazy ? (next, body) : (body, next);
        return loop;
    }

    private int AddLook(LookNode look, int next)
    {
        _looks++;
        var alternatives = look is { IsBehind: true, Part: ChoiceNode choice } ? choice.Parts : [look.Part];
        (int, int)[] looks = [.. alternatives.Select(part => (Add(part, next: 0), look.IsBehind ? part.FixedLength!.Value : 0))];
        _looks--;
        return Emit(new(Operation.Look) { Looks = looks, IsNegative = look.IsNegative, Next = next });
    }

    private bool CannotFail(int at) => _code[at] is var instruction && instruction.Operation switch
    {
        Operation.Match => true,
        Operation.ReadAll => true,
        Operation.Test => CannotFail(instruction.Next) && CannotFail(instruction.Other),
        Operation.Split => !instruction.IsLoop && (CannotFail(instruction.Next) || CannotFail(instruction.Other)),
        _ => false,
    };

    private CharacterTest TestOf(CharacterSet set)
    {
        if (_tests.Find(test => test.Set.Ranges.SequenceEqual(set.Ranges)) is { } known)
        {
            return known;
        }

        _tests.Add(new CharacterTest(set));
        return _tests[^1];
    }

    // Which characters each way of a split can begin with decides most splits at once.
    private CharacterTest? FinishSplits(int start)
    {
        var memos = 0;
        foreach (var instruction in _code)
        {
            if (instruction.Operation == Operation.Split)
            {
                instruction.Set = FirstOf(instruction.Next);
                instruction.OtherSet = FirstOf(instruction.Other);
            }

            if (instruction.Operation is Operation.Split or Operation.ReadOn)
            {
                instruction.Memo = memos++;
            }
        }

        return FirstOf(start);
    }

    // Places that are asked for count as fulfilled: the set may be too large, never too small.
    private CharacterTest? FirstOf(int start)
    {
        var set = CharacterSet.Empty;
        var (open, seen) = (new Stack<int>([start]), new HashSet<int>());
        while (open.TryPop(out var at))
        {
            if (!seen.Add(at))
            {
                continue;
            }

            var instruction = _code[at];
            switch (instruction.Operation)
            {
                case Operation.Match:
                    return null;
                case Operation.Split:
                    open.Push(instruction.Other);
                    open.Push(instruction.Next);
                    break;
                case Operation.Look or Operation.Anchor:
                    open.Push(instruction.Next);
                    break;
                default:
                    set = set.Union(instruction.Set!.Set);
                    if (instruction.Operation != Operation.Read)
                    {
                        open.Push(instruction.Operation == Operation.Test ? instruction.Other : instruction.Next);
                    }

                    break;
            }
        }

        return TestOf(set);
    }
}

/// <summary>A compiled expression.</summary>
/// <param name="Code">The instructions; the one at 0 is the match.</param>
/// <param name="Start">Where to begin.</param>
/// <param name="First">The characters that a match can begin with; null where a match may be empty.</param>
internal sealed record CompiledExpression(Instruction[] Code, int Start, CharacterTest? First)
{
    /// <summary>How many instructions are remembered.</summary>
    public int MemoCount { get; } = Code.Count(instruction => instruction.Memo >= 0);

    /// <summary>Whether there are look-arounds.</summary>
    public bool HasLooks { get; } = Code.Any(instruction => instruction.Operation == Operation.Look);
}

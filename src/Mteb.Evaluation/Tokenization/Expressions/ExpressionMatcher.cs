using Mteb.Evaluation.Tokenization.Pieces;
using Mteb.Evaluation.Tokenization.Unicode;

namespace Mteb.Evaluation.Tokenization.Expressions;

/// <summary>
/// Runs an expression over a text, with the order of choices of a backtracking engine. A state (an instruction at a place) that
/// led nowhere is never tried again in the same text, so the time grows with the text times the expression, whatever both are.
/// </summary>
internal readonly ref struct ExpressionMatcher
{
    private const int NoMatch = -1;

    private readonly CompiledExpression _expression;
    private readonly ReadOnlySpan<int> _text;
    private readonly MatcherMemory _memory;

    /// <summary>Prepares for a text.</summary>
    public ExpressionMatcher(CompiledExpression expression, ReadOnlySpan<int> text, MatcherMemory memory)
    {
        _expression = expression;
        _text = text;
        _memory = memory;
        memory.Reset((long)expression.MemoCount * (text.Length + 1), expression.HasLooks);
    }

    /// <summary>The leftmost match that begins at a place or after it.</summary>
    /// <param name="from">The place.</param>
    /// <param name="start">Where it begins.</param>
    /// <returns>Where it ends; -1 when there is none.</returns>
    public int Find(int from, out int start)
    {
        var first = _expression.First;
        for (start = from; start <= _text.Length; start++)
        {
            if (first is not null && (start == _text.Length || !first.Contains(_text[start])))
            {
                continue;
            }

            if (Run(_expression.Start, start, isLook: false) is var end and not NoMatch)
            {
                return end;
            }
        }

        return NoMatch;
    }

    private int Run(int at, int place, bool isLook)
    {
        var code = _expression.Code;
        var text = _text;
        var memory = _memory;
        var (choices, trail) = (memory.ChoiceCount, memory.TrailCount);
        var steps = 0;
        while (true)
        {
            steps++;
            var instruction = code[at];
            var goesOn = false;
            switch (instruction.Operation)
            {
                case Operation.Match:
                    return Succeed(place, choices, trail, isLook, steps);
                case Operation.Read:
                    goesOn = place < text.Length && instruction.Set!.Contains(text[place]);
                    (at, place) = (instruction.Next, place + 1);
                    break;
                case Operation.ReadAll:
                    var from = place;
                    while (place < text.Length && instruction.Set!.Contains(text[place]))
                    {
                        place++;
                    }

                    steps += place - from;
                    (at, goesOn) = (instruction.Next, true);
                    break;
                case Operation.Test:
                    goesOn = true;
                    (at, place) = place < text.Length && instruction.Set!.Contains(text[place]) ? (instruction.Next, place + 1) : (instruction.Other, place);
                    break;
                case Operation.ReadOn:
                    if (!Enter(instruction, place, isLook, out var isGood))
                    {
                        if (isGood)
                        {
                            return Succeed(place, choices, trail, isLook, steps);
                        }

                        break;
                    }

                    goesOn = true;
                    (at, place) = place < text.Length && instruction.Set!.Contains(text[place]) ? (at, place + 1) : (instruction.Next, place);
                    break;
                case Operation.Split:
                    goesOn = Split(instruction, ref at, place, isLook, out isGood);
                    if (isGood)
                    {
                        return Succeed(place, choices, trail, isLook, steps);
                    }

                    break;
                case Operation.Look:
                    goesOn = Looks(instruction, place) != instruction.IsNegative;
                    at = instruction.Next;
                    break;
                case Operation.Anchor:
                    goesOn = Stands(instruction.Anchor, place);
                    at = instruction.Next;
                    break;
            }

            if (goesOn)
            {
                continue;
            }

            if (memory.ChoiceCount == choices)
            {
                memory.TrailCount = trail;
                memory.Steps += steps;
                return NoMatch;
            }

            (at, place) = memory.Pop();
        }
    }

    private bool Split(Instruction instruction, ref int at, int place, bool isLook, out bool isGood)
    {
        isGood = false;
        var isFirst = instruction.Set is null || (place < _text.Length && instruction.Set.Contains(_text[place]));
        var isOther = instruction.OtherSet is null || (place < _text.Length && instruction.OtherSet.Contains(_text[place]));
        at = isFirst ? instruction.Next : instruction.Other;
        if (!isFirst && !isOther)
        {
            return false;
        }

        if (!instruction.IsLoop && isFirst != isOther)
        {
            return true;
        }

        if (!Enter(instruction, place, isLook, out isGood))
        {
            return false;
        }

        if (isFirst && isOther)
        {
            _memory.Push(instruction.Other, place);
        }

        return true;
    }

    private bool Enter(Instruction instruction, int place, bool isLook, out bool isGood)
    {
        var state = ((long)instruction.Memo * (_text.Length + 1)) + place;
        var isNew = _memory.Enter(state);
        isGood = !isNew && isLook && _memory.IsGood(state);
        return isNew;
    }

    private int Succeed(int place, int choices, int trail, bool isLook, int steps)
    {
        _memory.Steps += steps;
        _memory.ChoiceCount = choices;
        if (isLook)
        {
            _memory.Keep(trail);
        }
        else
        {
            _memory.Forget(trail);
        }

        return place;
    }

    private bool Looks(Instruction instruction, int place)
    {
        foreach (var (start, back) in instruction.Looks)
        {
            if (back <= place && Run(start, place - back, isLook: true) != NoMatch)
            {
                return true;
            }
        }

        return false;
    }

    private bool Stands(Anchor anchor, int place) => anchor switch
    {
        Anchor.TextStart => place == 0,
        Anchor.TextEnd => place == _text.Length,
        Anchor.TextEndOrLastLineFeed => place == _text.Length || (place == _text.Length - 1 && _text[place] == '\n'),
        Anchor.LineStart => place == 0 || (_text[place - 1] == '\n' && place < _text.Length),
        Anchor.LineEnd => place == _text.Length || _text[place] == '\n',
        Anchor.WordBoundary => IsWord(place - 1) != IsWord(place),
        _ => IsWord(place - 1) == IsWord(place),
    };

    private bool IsWord(int place) => (uint)place < (uint)_text.Length && CharacterTable.Is(_text[place], CharacterClass.ExpressionWord);
}

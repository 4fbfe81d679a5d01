using Mteb.Schemas.Cards.Yaml;

namespace Mteb.Schemas.Cards.Editing;

/// <summary>What an intent means for the front matter as a value, without any thought of text. The yardstick for every edit.</summary>
internal static class CardMeaning
{
    /// <summary>The value after an intent; null when the intent does not fit the value.</summary>
    public static CardValue? Apply(CardValue root, CardIntent intent) => intent switch
    {
        CardIntent.SetValue set => At(root, set.Path.Steps, _ => set.Value, makes: true),
        CardIntent.RemoveValue remove => Without(root, remove.Path.Steps),
        CardIntent.AddItem add => At(root, add.Path.Steps, old => Added(old, add.Item), makes: true),
        CardIntent.RemoveItem take => At(root, take.Path.Steps, old => Taken(old, take.Item), makes: false),
        _ => root,
    };

    private static CardValue? Added(CardValue? old, CardValue item) => old switch
    {
        null or CardValue.Literal { Plain: "" or "~" or "null" or "Null" or "NULL" } => new CardValue.List([item]),
        CardValue.List list => list.Items.Any(other => CardValue.Same(other, item)) ? list : new CardValue.List([.. list.Items, item]),
        CardValue.Map => null,
        _ => CardValue.Same(old, item) ? old : new CardValue.List([old, item]),
    };

    private static CardValue? Taken(CardValue? old, CardValue item)
    {
        if (old is not CardValue.List list)
        {
            return old;
        }

        var index = list.Items.ToList().FindIndex(other => CardValue.Same(other, item));
        return index < 0 ? list : new CardValue.List([.. list.Items.Where((_, place) => place != index)]);
    }

    private static CardValue? At(CardValue? node, IReadOnlyList<CardStep> steps, Func<CardValue?, CardValue?> change, bool makes)
    {
        if (steps.Count == 0)
        {
            return change(node);
        }

        var rest = steps.Skip(1).ToList();
        if (steps[0].Key is not { } key)
        {
            if (node is not CardValue.List list || steps[0].Index >= list.Items.Count)
            {
                return makes ? null : node;
            }

            var changed = At(list.Items[steps[0].Index], rest, change, makes);
            return changed is null ? null : new CardValue.List([.. list.Items.Select((item, index) => index == steps[0].Index ? changed : item)]);
        }

        if (node is null or CardValue.Literal { Plain: "" or "~" or "null" or "Null" or "NULL" })
        {
            return !makes ? node : At(null, rest, change, makes) is { } made ? new CardValue.Map([new(key, made)]) : null;
        }

        if (node is not CardValue.Map map)
        {
            return makes ? null : node;
        }

        var old = map[key];
        if (old is null && !makes)
        {
            return map;
        }

        var value = At(old, rest, change, makes);
        return value is null ? null
            : old is null ? new CardValue.Map([.. map.Entries, new(key, value)])
            : new CardValue.Map([.. map.Entries.Select(entry => entry.Key == key ? new(key, value) : entry)]);
    }

    private static CardValue Without(CardValue node, IReadOnlyList<CardStep> steps)
    {
        var (step, rest) = (steps[0], steps.Skip(1).ToList());
        return node switch
        {
            CardValue.Map map when step.Key is { } key => new CardValue.Map(rest.Count == 0
                ? [.. map.Entries.Where(entry => entry.Key != key)]
                : [.. map.Entries.Select(entry => entry.Key == key ? new(key, Without(entry.Value, rest)) : entry)]),
            CardValue.List list when step.Key is null => new CardValue.List(rest.Count == 0
                ? [.. list.Items.Where((_, index) => index != step.Index)]
                : [.. list.Items.Select((item, index) => index == step.Index ? Without(item, rest) : item)]),
            _ => node,
        };
    }
}

namespace BudgetWatch.Pipeline.Build;

/// <summary>A move of the live pointer.</summary>
/// <param name="At">When: from then on the release is live.</param>
/// <param name="ReleaseId">The release.</param>
public sealed record PointerMove(DateTimeOffset At, string ReleaseId)
{
    /// <summary>
    /// Moves with times that follow the order in which they were made. Each was noted by the clock of its time, and a clock can be wrong: of times that cannot
    /// all be right the fewest are given up, of as few the earlier moves'. A move whose time is given up counts as made a moment before the next whose time stands,
    /// and after the last as made a moment after the one before it.
    /// </summary>
    /// <param name="moves">The moves in the order in which they were made.</param>
    public static IReadOnlyList<PointerMove> WithTimesInOrder(IReadOnlyList<PointerMove> moves)
    {
        if (moves.Zip(moves.Skip(1)).All(pair => pair.First.At < pair.Second.At))
        {
            return moves;
        }

        var stands = Standing(moves);
        var inOrder = moves.ToArray();
        var next = moves.Count;
        for (var i = moves.Count - 1; i >= 0; i--)
        {
            if (stands[i])
            {
                next = i;
            }
            else if (next < moves.Count)
            {
                inOrder[i] = moves[i] with { At = moves[next].At.AddTicks(i - next) };
            }
        }

        for (var i = 1; i < moves.Count; i++)
        {
            if (inOrder[i].At <= inOrder[i - 1].At)
            {
                inOrder[i] = inOrder[i] with { At = inOrder[i - 1].At.AddTicks(1) };
            }
        }

        return inOrder;
    }

    /// <summary>The longest run of moves whose times grow; of runs as long the one that ends last.</summary>
    private static bool[] Standing(IReadOnlyList<PointerMove> moves)
    {
        var lengths = new int[moves.Count];
        var before = new int[moves.Count];
        var end = -1;
        for (var i = 0; i < moves.Count; i++)
        {
            (lengths[i], before[i]) = (1, -1);
            for (var j = 0; j < i; j++)
            {
                if (moves[j].At < moves[i].At && lengths[j] + 1 >= lengths[i])
                {
                    (lengths[i], before[i]) = (lengths[j] + 1, j);
                }
            }

            end = end < 0 || lengths[i] >= lengths[end] ? i : end;
        }

        var stands = new bool[moves.Count];
        for (; end >= 0; end = before[end])
        {
            stands[end] = true;
        }

        return stands;
    }
}

using System.Collections;
using System.Reflection;

namespace BudgetWatch.Domain.Tests.Support;

/// <summary>Every number that can be read off an answer, with the path it is read at.</summary>
internal static class Numbers
{
    public static IReadOnlyList<(string Path, double? Value)> In(object? answer)
    {
        var found = new List<(string, double?)>();
        Walk(answer, "", found);
        return found;
    }

    /// <summary>Equal to the bit, path by path.</summary>
    public static void ShouldBeTheSameToTheBit(object? actual, object? expected)
    {
        var (left, right) = (In(actual), In(expected));
        left.Select(number => number.Path).ShouldBe(right.Select(number => number.Path));
        for (var i = 0; i < left.Count; i++)
        {
            Bits(left[i].Value).ShouldBe(Bits(right[i].Value), left[i].Path);
        }
    }

    public static void ShouldBeNear(this double actual, double expected, double relative, string what = "")
    {
        var allowed = relative * Math.Max(1, Math.Abs(expected));
        // Written so that NaN fails.
        (Math.Abs(actual - expected) <= allowed).ShouldBeTrue($"{what}: {actual:R} is not {expected:R} within {allowed:R}");
    }

    public static void ShouldBeNear(this double? actual, double? expected, double relative, string what = "")
    {
        actual.HasValue.ShouldBe(expected.HasValue, what);
        if (expected is { } value)
        {
            actual!.Value.ShouldBeNear(value, relative, what);
        }
    }

    private static long? Bits(double? value) => value is { } number ? BitConverter.DoubleToInt64Bits(number) : null;

    private static void Walk(object? value, string path, List<(string, double?)> found)
    {
        switch (value)
        {
            case null:
                found.Add((path, null));
                return;
            case double number:
                found.Add((path, number));
                return;
            case int or long:
                found.Add((path, Convert.ToDouble(value, System.Globalization.CultureInfo.InvariantCulture)));
                return;
            case string or Enum:
                return;
            case IEnumerable items:
                var index = 0;
                foreach (var item in items)
                {
                    Walk(item, $"{path}[{index++}]", found);
                }

                return;
        }

        foreach (var property in value.GetType().GetProperties(BindingFlags.Public | BindingFlags.Instance))
        {
            Walk(property.GetValue(value), $"{path}.{property.Name}", found);
        }
    }
}

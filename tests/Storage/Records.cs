using BudgetWatch.Pipeline;

namespace BudgetWatch.Storage.Tests;

/// <summary>Records that hold lists, compared by all they say.</summary>
internal static class Records
{
    public static void ShouldSayTheSameAs<T>(this T? found, T expected)
        where T : class => Json.Write(found!).ShouldBe(Json.Write(expected));
}

namespace BudgetWatch.Domain.Tests.Cuts;

public class MeasureTests
{
    [Theory]
    [InlineData("real-per-head", Measure.RealPerHead, true, true)]
    [InlineData("real", Measure.Real, true, false)]
    [InlineData("cash-per-head", Measure.CashPerHead, false, true)]
    [InlineData("cash", Measure.Cash, false, false)]
    public void A_measure_is_what_its_name_says(string id, Measure measure, bool real, bool perHead)
    {
        measure.Id().ShouldBe(id);
        Measures.Find(id).ShouldBe(measure);
        measure.IsReal().ShouldBe(real);
        measure.IsPerHead().ShouldBe(perHead);
    }

    [Theory]
    [InlineData("")]
    [InlineData("Real")]
    [InlineData("real per head")]
    public void There_is_no_other_measure(string id) => Measures.Find(id).ShouldBeNull();

    [Fact]
    public void The_default_is_real_terms_per_head()
    {
        Measures.All[0].ShouldBe(Measure.RealPerHead);
        ComparisonQuery.Headline.Measure.ShouldBe(Measure.RealPerHead);
    }
}

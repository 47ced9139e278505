using System.Diagnostics;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;

namespace BudgetWatch.Pipeline.Tests;

/// <summary>Messages of before are read, and what a message carries of its trace is followed, or passed over where it is none.</summary>
public sealed class WorkMessageTests
{
    private const string Trace = "0af7651916cd43dd8448eb211c80319c";
    private const string Parent = $"00-{Trace}-b7ad6b7169203331-01";

    [Fact]
    public void A_message_of_before_is_read_and_one_without_a_trace_is_written_as_it_was()
    {
        Json.Read<IngestMessage>("""{"runId":"r","sourceId":"s"}""").ShouldBe(new IngestMessage("r", "s"));
        Json.Read<BuildMessage>("""{"runId":"r"}""").ShouldBe(new BuildMessage("r"));
        Json.Write(new IngestMessage("r", "s")).ShouldBe("""{"runId":"r","sourceId":"s"}""");
        Json.Write(new BuildMessage("r")).ShouldBe("""{"runId":"r"}""");
    }

    [Fact]
    public void A_trace_is_written_beside_the_ids_and_read_again_and_an_instance_of_before_passes_it_over()
    {
        var written = Json.Write(new BuildMessage("r") { Traceparent = Parent });
        JObjectOf(written).ShouldBe(["runId", "traceparent"], ignoreOrder: true);
        Json.Read<BuildMessage>(written)!.Traceparent.ShouldBe(Parent);
        Json.Read<OfBefore>(written).ShouldBe(new OfBefore("r"));
    }

    [Fact]
    public async Task Two_deliveries_are_two_spans_of_one_trace()
    {
        using var listener = Listen(out var spans);
        for (var delivery = 0; delivery < 2; delivery++)
        {
            await Traces.DeliveredAsync(Step.Build, Parent, _ => Task.CompletedTask);
        }

        var own = spans.Where(span => span.TraceId.ToHexString() == Trace).ToList();
        own.Count.ShouldBe(2);
        own.Select(span => span.SpanId).Distinct().Count().ShouldBe(2);
        own.ShouldAllBe(span =>
            span.ParentSpanId.ToHexString() == "b7ad6b7169203331" && span.OperationName == "build" && span.Kind == ActivityKind.Consumer
        );
    }

    [Theory]
    [InlineData(null)]
    [InlineData("")]
    [InlineData("nothing of the kind")]
    [InlineData("00-00000000000000000000000000000000-b7ad6b7169203331-01")]
    [InlineData("00-0af7651916cd43dd8448eb211c80319c-b7ad6b7169203331")]
    public async Task What_is_no_trace_is_passed_over_and_the_work_done(string? traceparent)
    {
        using var listener = Listen(out var spans);
        Activity? seen = null;
        await Traces.DeliveredAsync(
            Step.Build,
            traceparent,
            span =>
            {
                seen = span;
                return Task.CompletedTask;
            }
        );
        seen.ShouldNotBeNull().TraceId.ToHexString().ShouldNotBe(Trace);
        spans.ShouldContain(seen);
    }

    [Fact]
    public async Task A_failure_is_told_by_its_kind_and_not_in_its_words()
    {
        using var listener = Listen(out _);
        Activity? seen = null;
        await Should.ThrowAsync<InvalidOperationException>(() =>
            Traces.DeliveredAsync(
                Step.Build,
                Parent,
                span =>
                {
                    seen = span;
                    throw new InvalidOperationException("Jane Doe, 1 High Street");
                }
            )
        );
        (seen!.Status, seen.StatusDescription).ShouldBe((ActivityStatusCode.Error, nameof(InvalidOperationException)));
        seen.Events.ShouldBeEmpty();
        Activity.Current.ShouldNotBe(seen);
    }

    private static List<string> JObjectOf(string json) =>
        [.. Newtonsoft.Json.Linq.JObject.Parse(json).Properties().Select(property => property.Name)];

    private static ActivityListener Listen(out System.Collections.Concurrent.ConcurrentBag<Activity> stopped)
    {
        var spans = new System.Collections.Concurrent.ConcurrentBag<Activity>();
        stopped = spans;
        var listener = new ActivityListener
        {
            ShouldListenTo = source => source.Name == Traces.SourceName,
            Sample = (ref ActivityCreationOptions<ActivityContext> _) => ActivitySamplingResult.AllDataAndRecorded,
            ActivityStopped = spans.Add,
        };
        ActivitySource.AddActivityListener(listener);
        return listener;
    }

    /// <summary>The message as it was before it carried a trace.</summary>
    private sealed record OfBefore(string RunId);
}

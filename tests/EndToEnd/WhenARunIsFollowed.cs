using System.Diagnostics;
using System.Net;
using BudgetWatch.App.Http;
using BudgetWatch.Pipeline.Operations;
using BudgetWatch.Pipeline.Telemetry;
using BudgetWatch.TestKit;
using Microsoft.AspNetCore.Http;
using Microsoft.Extensions.DependencyInjection;
using OpenTelemetry.Metrics;
using OpenTelemetry.Trace;
using Sylvan.Data.Csv;

namespace BudgetWatch.EndToEnd.Tests;

/// <summary>What an operator is told of a run and of requests, and what no one is told: who asked, and what.</summary>
public sealed class WhenARunIsFollowed
{
    /// <summary>The editions in the package, as README counts them.</summary>
    private const int Editions = 50;

    /// <summary>What must stand in no line, span or measurement.</summary>
    private static readonly string[] Personal = ["Threadneedle", "SW1A", "Doewinter", "203.0.113.77", "AnAgentOfSomebody"];

    [Fact]
    public async Task One_trace_leads_from_tick_to_release_and_names_no_reader()
    {
        await using var receiver = await Receiver.StartAsync();
        var app = await RunningApp.StartAsync(
            "Snapshot",
            settings: new Dictionary<string, string?>
            {
                ["OTEL_EXPORTER_OTLP_ENDPOINT"] = receiver.Address,
                ["OTEL_EXPORTER_OTLP_PROTOCOL"] = "http/protobuf",
                ["APPLICATIONINSIGHTS_CONNECTION_STRING"] =
                    $"InstrumentationKey=00000000-0000-0000-0000-000000000001;IngestionEndpoint={receiver.Address}/",
            }
        );
        using var told = new Telemetry(app.Host.Services.GetRequiredService<Measurements>());
        ActivityTraceId trace;

        // What is measured within this test took no longer than the test.
        var began = Stopwatch.StartNew();
        try
        {
            Run run;
            using (var tick = new Activity("tick").SetIdFormat(ActivityIdFormat.W3C).Start())
            {
                trace = tick.TraceId;
                run = await app.TickAsync();
            }

            run.Outcome!.Kind.ShouldBe(RunOutcomeKind.Published, run.Outcome.Detail);
            await app.Host.WhenQueuesAreEmptyAsync();
            TheTraceIsWhole([.. told.Spans.Where(span => span.TraceId == trace)], run);
            await MeasurementsMovedAsync(told, began);
            await RequestsAreToldByTemplateAloneAsync(app, told, began);

            // What is read from storage while a listener asks is reported the next time it asks.
            var meters = app.Host.Services.GetRequiredService<MeterProvider>();
            await Waiting.UntilAsync(() =>
                meters.ForceFlush() && receiver.At("/track").Contains(Measure.ReleaseAge.Name, StringComparison.Ordinal)
            );
        }
        finally
        {
            await app.DisposeAsync();
        }

        WhatWasSentIsTheSame(receiver, trace);
        Nothing(app.Host.Logs.Lines.Select(line => line.ToString()));
        Nothing(
            told.Spans.SelectMany(span =>
                span.TagObjects.Select(tag => $"{tag.Value}")
                    .Append(span.DisplayName)
                    .Concat(span.Events.SelectMany(happened => happened.Tags.Select(tag => $"{tag.Value}")))
            )
        );
        Nothing(told.Measured.SelectMany(one => one.Tags.Values));
    }

    [Fact]
    public async Task Unless_a_setting_says_where_to_nothing_is_sent_and_no_span_is_made()
    {
        await using var app = await RunningApp.StartAsync("Snapshot");
        app.Host.Services.GetService<TracerProvider>().ShouldBeNull();
        app.Host.Services.GetRequiredService<Measurements>().AreRequestsFollowed.ShouldBeFalse();
    }

    private static void TheTraceIsWhole(List<Activity> spans, Run run)
    {
        var started = spans.Where(span => span.OperationName == Step.RunStarted.Name).ShouldHaveSingleItem();
        started.GetTagItem(Tag.Run).ShouldBe(run.Id);

        // Every source has its message, and each delivery is a span of the trace under the one that sent it.
        var ingested = spans.Where(span => span.OperationName == Step.SourceIngested.Name).ToList();
        ingested.Select(span => (string)span.GetTagItem(Tag.Source)!).Distinct().ShouldBe(run.Sources.Keys, ignoreOrder: true);
        ingested.ShouldAllBe(span => span.ParentSpanId == started.SpanId);
        ingested.Sum(span => (int)span.GetTagItem(Tag.Accepted)!).ShouldBe(Editions);

        var read = spans.Where(span => span.OperationName == Step.EditionRead.Name).ToList();
        read.Count.ShouldBe(Editions);
        read.ShouldAllBe(span => ingested.Any(source => source.SpanId == span.ParentSpanId));

        // However many saw the last source dealt with, one of them asks for the build.
        var build = spans.Where(span => span.OperationName == Step.Build.Name).ShouldHaveSingleItem();
        ingested.ShouldContain(source => source.SpanId == build.ParentSpanId);
        var published = spans.Where(span => span.OperationName == Step.Publish.Name).ShouldHaveSingleItem();
        published.ParentSpanId.ShouldBe(build.SpanId);
        build.GetTagItem(Tag.Outcome).ShouldBe("published");
        spans.Where(span => span.OperationName == Step.ChunkComputed.Name).ToList().ShouldNotBeEmpty();
        spans.Where(span => span.OperationName == Step.ChunkComputed.Name).ShouldAllBe(span => span.ParentSpanId == build.SpanId);
        published.GetTagItem(Tag.Release).ShouldBe(run.Outcome!.Release);
        spans.Where(span => span.Status == ActivityStatusCode.Error).ShouldBeEmpty();
    }

    private static async Task MeasurementsMovedAsync(Telemetry told, Stopwatch began)
    {
        told.Sum(Measure.EditionsChecked).ShouldBe(Editions);
        told.Sum(Measure.EditionsAccepted).ShouldBe(Editions);
        told.Sum(Measure.EditionsRefused).ShouldBe(0);
        told.Sum(Measure.CellsRead).ShouldBe(CellsOfThePackage());
        told.Sum(Measure.RunsCompleted).ShouldBe(1);
        told.Sum(Measure.RunsCompleted, (Tag.Outcome, "published"), (Tag.Kind, "look")).ShouldBe(1);
        told.Sum(Measure.IncidentsOpened).ShouldBe(0);
        told.Of(Measure.BuildDuration)
            .ShouldHaveSingleItem()
            .ShouldSatisfyAllConditions(
                one => one.Value.ShouldBeInRange(0.01, began.Elapsed.TotalSeconds),
                one => one.Tags[Tag.Outcome].ShouldBe("published")
            );

        // No one is kept waiting for storage, so the age is told when it is known.
        await Waiting.UntilAsync(() =>
        {
            told.Observe();
            return told.Of(Measure.ReleaseAge).Any();
        });
        told.Of(Measure.ReleaseAge).First().Value.ShouldBeInRange(0, began.Elapsed.TotalHours);
    }

    /// <summary>Counted in the files themselves by another reader of CSV.</summary>
    private static long CellsOfThePackage()
    {
        var files = Directory.GetFiles(Path.Combine(RepositoryFolder.Path!, "functions/Snapshot/data"), "*.csv");
        files.Length.ShouldBe(Editions);
        var cells = 0L;
        foreach (var file in files)
        {
            using var rows = CsvDataReader.Create(
                file,
                new CsvDataReaderOptions { HasHeaders = false, ResultSetMode = ResultSetMode.SingleResult }
            );
            while (rows.Read())
            {
                // An empty line has no cells.
                cells += rows.RowFieldCount == 1 && rows.GetString(0).Length == 0 ? 0 : rows.RowFieldCount;
            }
        }

        return cells;
    }

    private static async Task RequestsAreToldByTemplateAloneAsync(RunningApp app, Telemetry told, Stopwatch began)
    {
        (HttpStatusCode Status, string Path, string Route)[] asked =
        [
            (HttpStatusCode.OK, "/api/v1/summary", "/api/v1/summary"),
            (HttpStatusCode.OK, "/api/v1/summary", "/api/v1/summary"),
            (HttpStatusCode.BadRequest, "/api/v1/cuts?address=1+Threadneedle+Street,+SW1A+2AA", "/api/v1/cuts"),
            (HttpStatusCode.NotFound, "/api/v1/areas/Jane%20Doewinter", "/api/v1/areas/{code}"),
            (HttpStatusCode.NotFound, "/api/v1/releases/Jane%20Doewinter", "/api/v1/releases/{id}"),
            (HttpStatusCode.OK, "/api/v1/releases/live", "/api/v1/releases/live"),
            (HttpStatusCode.OK, "/areas?q=Jane+Doewinter", "/areas"),
            (HttpStatusCode.NotFound, "/people/Jane%20Doewinter?postcode=SW1A+2AA", "/{*path}"),
            (HttpStatusCode.OK, "/", "/"),
        ];

        // Apps of other tests are asked at the same time: what is ours is of this trace.
        using var asking = new Activity("asking").SetIdFormat(ActivityIdFormat.W3C).Start();
        foreach (var (status, path, _) in asked)
        {
            using var request = new HttpRequestMessage(HttpMethod.Get, path);
            request.Headers.Add("X-Forwarded-For", "203.0.113.77");
            request.Headers.Add("User-Agent", "AnAgentOfSomebody/1.0");
            using var response = await app.Host.HttpClient.SendAsync(request);
            response.StatusCode.ShouldBe(status, path);
        }

        // The answer is out before its measurement is.
        await Waiting.UntilAsync(() => told.Of(Measure.RequestDuration).Count() >= asked.Length);

        told.Of(Measure.RequestDuration)
            .Select(one => (one.Tags[Tag.Route], one.Tags[Tag.Status]))
            .ShouldBe(asked.Select(one => (one.Route, $"{(int)one.Status}")), ignoreOrder: true);
        told.Of(Measure.RequestDuration).ShouldAllBe(one => one.Value > 0 && one.Value < began.Elapsed.TotalSeconds);

        // The same twice is made once; only what is made is a span.
        told.Sum(Measure.CacheHits, (Tag.Cache, "answers")).ShouldBe(1);
        told.Spans.Count(span =>
                span.TraceId == asking.TraceId
                && span.OperationName == Step.AnswerMade.Name
                && span.GetTagItem(Tag.Route) is "/api/v1/summary"
            )
            .ShouldBe(1);
        told.Sum(Measure.CacheMisses, (Tag.Cache, "pages")).ShouldBeGreaterThanOrEqualTo(2);

        // A failure is logged with the template, and without what was asked.
        var http = new DefaultHttpContext();
        http.Request.Method = "GET";
        http.Request.Path = "/api/v1/areas/Jane Doewinter";
        var responder = app.Host.Services.GetRequiredService<Responder>();
        await responder.GuardedAsync(
            http.Request,
            new PageResource(Topic.Service, MediaType.Html),
            (_, _) => throw new InvalidOperationException("planted")
        );
        app.Host.Logs.Lines.ShouldContain(line => line.Message == "Answering /api/v1/areas/{code} failed");
    }

    /// <summary>What listeners in this process hear is what a collector and Application Insights get.</summary>
    private static void WhatWasSentIsTheSame(Receiver receiver, ActivityTraceId trace)
    {
        var (spans, measures, insights) = (receiver.At("/v1/traces"), receiver.At("/v1/metrics"), receiver.At("/track"));
        foreach (var step in Step.All)
        {
            spans.ShouldContain(step.Name);
            insights.ShouldContain(step.Name);
        }

        foreach (var measure in Measure.All.Where(measure => measure != Measure.IncidentsOpened))
        {
            measures.ShouldContain(measure.Name);
            insights.ShouldContain(measure.Name);
        }

        insights.ShouldContain(trace.ToHexString());
        Nothing([spans, measures, insights]);
    }

    private static void Nothing(IEnumerable<string> told) =>
        told.Where(text => Personal.Any(word => text.Contains(word, StringComparison.OrdinalIgnoreCase))).ShouldBeEmpty();
}

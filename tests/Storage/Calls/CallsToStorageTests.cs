using System.Net;
using Azure;
using Azure.Data.Tables;
using BudgetWatch.Pipeline;
using BudgetWatch.Storage.Calls;
using Microsoft.Extensions.Configuration;

namespace BudgetWatch.Storage.Tests.Calls;

/// <summary>What becomes of calls to storage that does not answer, as those who make them see it. Deadlines run on the real clock; the pause between tries does not.</summary>
public sealed class CallsToStorageTests
{
    private const string Host = "a.example";

    // Long enough that what answers at once is in time on a busy machine too.
    private static readonly ReaderDeadline Short = new(TimeSpan.FromSeconds(2));

    private readonly StoppedClock _clock = new();
    private int _asked;
    private Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> _service = HangAsync;

    private HttpClient Client =>
        field ??= new HttpClient(
            new DeadlineHandler(
                new Service(
                    (request, cancellation) =>
                    {
                        Interlocked.Increment(ref _asked);
                        return _service(request, cancellation);
                    }
                ),
                Short,
                _clock
            )
        )
        {
            Timeout = Timeout.InfiniteTimeSpan,
        };

    [Fact]
    public async Task A_reader_is_told_when_its_time_is_up_and_all_who_wait_with_it()
    {
        var waiting = Enumerable.Range(0, 50).Select(_ => ReadAsync()).ToList();
        foreach (var reader in waiting)
        {
            await Should.ThrowAsync<StorageUnavailableException>(() => reader);
        }
    }

    [Fact]
    public async Task Failed_service_is_tried_by_one_reader_until_it_answers()
    {
        await Should.ThrowAsync<StorageUnavailableException>(ReadAsync);
        _asked.ShouldBe(1);
        for (var reader = 0; reader < 100; reader++)
        {
            await Should.ThrowAsync<StorageUnavailableException>(ReadAsync);
        }

        _asked.ShouldBe(1);
        _clock.Pass(TimeSpan.FromSeconds(1));
        foreach (var reader in Enumerable.Range(0, 100).Select(_ => ReadAsync()).ToList())
        {
            await Should.ThrowAsync<StorageUnavailableException>(() => reader);
        }

        _asked.ShouldBe(2);
        _service = AnswerAsync;
        _clock.Pass(TimeSpan.FromSeconds(1));
        for (var reader = 0; reader < 10; reader++)
        {
            (await ReadAsync()).ShouldBe("answer");
        }
    }

    [Fact]
    public async Task An_answer_to_other_work_ends_it_too()
    {
        await Should.ThrowAsync<StorageUnavailableException>(ReadAsync);
        _service = AnswerAsync;
        await Should.ThrowAsync<StorageUnavailableException>(ReadAsync);
        (await Client.GetStringAsync(new Uri("http://a.example/"))).ShouldBe("answer");
        (await ReadAsync()).ShouldBe("answer");
    }

    [Fact]
    public async Task One_slow_call_among_answers_is_given_up_and_no_other()
    {
        var slow = ReadAsync();
        while (Volatile.Read(ref _asked) == 0)
        {
            await Task.Yield();
        }

        _service = AnswerAsync;
        (await ReadAsync()).ShouldBe("answer");
        await Should.ThrowAsync<StorageUnavailableException>(() => slow);
        (await ReadAsync()).ShouldBe("answer");
    }

    [Fact]
    public async Task A_body_that_stalls_is_no_answer()
    {
        _service = (_, _) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new StalledStream()) });
        await Should.ThrowAsync<StorageUnavailableException>(ReadAsync);
    }

    [Fact]
    public async Task A_reader_who_goes_away_says_nothing_about_storage()
    {
        using var leaving = new CancellationTokenSource();
        var read = ReadAsync(Host, leaving.Token);
        await leaving.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => read);
        _service = AnswerAsync;
        (await ReadAsync()).ShouldBe("answer");
    }

    [Fact]
    public async Task Each_service_is_known_by_itself()
    {
        await Should.ThrowAsync<StorageUnavailableException>(ReadAsync);
        _service = AnswerAsync;
        (await ReadAsync("b.example")).ShouldBe("answer");
        await Should.ThrowAsync<StorageUnavailableException>(ReadAsync);
    }

    /// <summary>Work that no one waits for is not hurried: it has the client's own deadline.</summary>
    [Fact]
    public async Task Other_work_has_no_deadline_of_a_reader()
    {
        await Should.ThrowAsync<StorageUnavailableException>(ReadAsync);
        using var stop = new CancellationTokenSource();
        var work = Client.GetStringAsync(new Uri("http://a.example/"), stop.Token);
        await Should.ThrowAsync<StorageUnavailableException>(ReadAsync);
        work.IsCompleted.ShouldBeFalse();
        await stop.CancelAsync();
        await Should.ThrowAsync<OperationCanceledException>(() => work);
    }

    [Theory]
    [InlineData(500, true)]
    [InlineData(503, true)]
    [InlineData(429, true)]
    [InlineData(403, false)]
    [InlineData(400, false)]
    public async Task Storage_that_cannot_serve_is_told_from_storage_that_refuses(int status, bool isUnavailable)
    {
        _service = (_, _) => Task.FromResult(new HttpResponseMessage((HttpStatusCode)status) { Content = new StringContent("{}") });
        var problem = await FailureAsync();
        problem.ShouldBeOfType(isUnavailable ? typeof(StorageUnavailableException) : typeof(RequestFailedException));

        // A reader's call is tried three times at most.
        _asked.ShouldBe(isUnavailable ? 3 : 1);
    }

    /// <summary>Codes as Azure Storage documents them; tables give theirs in the body alone.</summary>
    [Theory]
    [InlineData("TableBeingDeleted", true)]
    [InlineData("OperationTimedOut", true)]
    [InlineData("EntityAlreadyExists", false)]
    [InlineData("TableAlreadyExists", false)]
    [InlineData("BlobImmutableDueToPolicy", false)]
    public async Task A_conflict_is_asked_again_unless_it_says_what_is_there(string code, bool passes)
    {
        foreach (var inHeader in (bool[])[true, false])
        {
            _asked = 0;
            _service = (_, _) =>
            {
                var conflict = new HttpResponseMessage(HttpStatusCode.Conflict)
                {
                    Content = new StringContent($$$"""{"odata.error":{"code":"{{{code}}}"}}"""),
                };
                if (inHeader)
                {
                    conflict.Headers.Add("x-ms-error-code", code);
                }

                return Task.FromResult(conflict);
            };
            (await FailureAsync()).ShouldBeOfType(passes ? typeof(StorageUnavailableException) : typeof(RequestFailedException));
            _asked.ShouldBe(passes ? 3 : 1);
        }
    }

    [Fact]
    public async Task A_service_that_asks_for_patience_is_not_waited_for_by_a_reader()
    {
        _service = (_, _) =>
            Task.FromResult(
                new HttpResponseMessage(HttpStatusCode.ServiceUnavailable)
                {
                    Content = new StringContent(""),
                    Headers = { { "Retry-After", "30" } },
                }
            );
        (await FailureAsync()).ShouldBeOfType<StorageUnavailableException>();
        _asked.ShouldBe(1);
    }

    [Fact]
    public async Task A_connection_that_breaks_is_storage_that_does_not_answer()
    {
        _service = (_, _) => throw new HttpRequestException(HttpRequestError.ConnectionError);
        (await FailureAsync()).ShouldBeOfType<StorageUnavailableException>();
    }

    [Fact]
    public async Task An_answer_cut_short_is_none()
    {
        _service = (_, _) =>
            Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StreamContent(new BrokenStream()) });
        (await FailureAsync()).ShouldBeOfType<StorageUnavailableException>();
    }

    [Theory]
    [InlineData("soon")]
    [InlineData("00:02:00")]
    [InlineData("00:00:00")]
    public void A_deadline_is_a_short_time(string setting) =>
        Should
            .Throw<InvalidOperationException>(() => ReaderDeadlineSetting.From(Configuration(setting)))
            .Message.ShouldStartWith($"Storage:ReaderDeadline is '{setting}'");

    [Fact]
    public void Unless_set_a_reader_waits_two_seconds() =>
        ReaderDeadlineSetting.From(Configuration(null)).Storage.ShouldBe(TimeSpan.FromSeconds(2));

    /// <summary>A reader must not wait for an attempt of other work, which may take minutes.</summary>
    [Fact]
    public async Task What_is_created_once_is_attempted_for_readers_apart_from_other_work()
    {
        var attempts = new List<TaskCompletionSource<int>>();
        var once = new EnsureCreated<int>(() =>
        {
            attempts.Add(new TaskCompletionSource<int>(TaskCreationOptions.RunContinuationsAsynchronously));
            return attempts[^1].Task;
        });
        var work = once.GetAsync(default);
        async Task<int> ReaderAsync()
        {
            ReaderScope.Enter();
            return await once.GetAsync(default);
        }

        var reader = ReaderAsync();
        attempts.Count.ShouldBe(2);
        attempts[1].SetException(new StorageUnavailableException("hangs"));
        await Should.ThrowAsync<StorageUnavailableException>(() => reader);
        work.IsCompleted.ShouldBeFalse();
        attempts[0].SetResult(7);
        (await work).ShouldBe(7);
        (await ReaderAsync()).ShouldBe(7);
        attempts.Count.ShouldBe(2);
    }

    private static Task<HttpResponseMessage> AnswerAsync(HttpRequestMessage request, CancellationToken cancellation) =>
        Task.FromResult(new HttpResponseMessage(HttpStatusCode.OK) { Content = new StringContent("answer") });

    private static async Task<HttpResponseMessage> HangAsync(HttpRequestMessage request, CancellationToken cancellation)
    {
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation);
        throw new InvalidOperationException();
    }

    private Task<string> ReadAsync() => ReadAsync(Host);

    private async Task<string> ReadAsync(string host, CancellationToken cancellation = default)
    {
        ReaderScope.Enter();
        return await Client.GetStringAsync(new Uri($"http://{host}/"), cancellation);
    }

    /// <summary>What a read of a table fails with for a reader, by the client the app uses.</summary>
    private async Task<Exception> FailureAsync()
    {
        ReaderScope.Enter();
        var account = StorageAccount.From(
            new ConfigurationBuilder()
                .AddInMemoryCollection(
                    new Dictionary<string, string?>
                    {
                        ["AzureWebJobsStorage"] =
                            "DefaultEndpointsProtocol=http;AccountName=a;AccountKey=a2V5;TableEndpoint=http://t.example/a;BlobEndpoint=http://b.example/a;QueueEndpoint=http://q.example/a",
                    }
                )
                .Build(),
            new Service(
                (request, cancellation) =>
                {
                    Interlocked.Increment(ref _asked);
                    return _service(request, cancellation);
                }
            )
        );
        return await Should.ThrowAsync<Exception>(() => account.Tables.GetTableClient("T").GetEntityAsync<TableEntity>("p", "r"));
    }

    private static IConfigurationRoot Configuration(string? deadline) =>
        new ConfigurationBuilder()
            .AddInMemoryCollection(new Dictionary<string, string?> { [ReaderDeadlineSetting.DeadlineSetting] = deadline })
            .Build();

    private sealed class Service(Func<HttpRequestMessage, CancellationToken, Task<HttpResponseMessage>> answer) : HttpMessageHandler
    {
        protected override Task<HttpResponseMessage> SendAsync(HttpRequestMessage request, CancellationToken cancellationToken) =>
            answer(request, cancellationToken);
    }

    /// <summary>Timers run, time stands still unless told.</summary>
    private sealed class StoppedClock : TimeProvider
    {
        private long _now;

        public override long TimestampFrequency => TimeSpan.TicksPerSecond;

        public override long GetTimestamp() => Volatile.Read(ref _now);

        public void Pass(TimeSpan time) => Interlocked.Add(ref _now, time.Ticks);
    }

    private abstract class Body : Stream
    {
        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => throw new NotSupportedException();
            set => throw new NotSupportedException();
        }

        public override void Flush() => throw new NotSupportedException();

        public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();
    }

    private sealed class StalledStream : Body
    {
        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            await Task.Delay(Timeout.InfiniteTimeSpan, cancellationToken);
            return 0;
        }
    }

    private sealed class BrokenStream : Body
    {
        public override ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default) =>
            throw new HttpIOException(HttpRequestError.ResponseEnded);
    }
}

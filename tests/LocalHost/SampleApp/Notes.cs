using System.Globalization;
using Azure.Storage.Blobs;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Mvc;
using Microsoft.Azure.Functions.Worker;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.Logging;

namespace BudgetWatch.LocalHost.SampleApp;

/// <summary>What tests of the app as a process of its own ask: it keeps notes in storage.</summary>
public sealed class Notes(IConfiguration configuration, ILogger<Notes> log)
{
    private readonly BlobContainerClient _notes = new(configuration["AzureWebJobsStorage"], configuration["Notes"]);

    [Function("WriteNote")]
    public async Task<IActionResult> WriteAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "notes/{name}")] HttpRequest request,
        string name
    )
    {
        await _notes.CreateIfNotExistsAsync();
        await _notes.GetBlobClient(name).UploadAsync(request.Body, overwrite: true);
        return new NoContentResult();
    }

    [Function("ReadNote")]
    public async Task<IActionResult> ReadAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "get", Route = "notes/{name}")] HttpRequest request,
        string name
    ) =>
        await _notes.GetBlobClient(name).ExistsAsync()
            ? new ContentResult { Content = (await _notes.GetBlobClient(name).DownloadContentAsync()).Value.Content.ToString() }
            : new NotFoundResult();

    // Does not heed its token: what it writes at its end is there only if stopping waited for it and storage outlived it.
    [Function("WriteNoteSlowly")]
    public async Task<IActionResult> WriteSlowlyAsync(
        [HttpTrigger(AuthorizationLevel.Anonymous, "put", Route = "slow/{name}")] HttpRequest request,
        string name
    )
    {
        await WriteAsync(name, "begun");
        await Task.Delay(TimeSpan.FromSeconds(1));
        await WriteAsync(name, "ended");
        return new NoContentResult();
    }

    // Its first delivery has no end: the worker that takes it is killed.
    [Function("NoteDeliveries")]
    public async Task NoteAsync([QueueTrigger("%NoteQueue%")] string name, FunctionContext context)
    {
        var delivery = context.BindingContext.BindingData["DequeueCount"]?.ToString();
        await WriteAsync(name, "delivery " + delivery);
        if (delivery == "1")
            await Task.Delay(Timeout.Infinite);
    }

    [Function("Protected")]
    public IActionResult Protected([HttpTrigger(AuthorizationLevel.Admin, "get")] HttpRequest request) =>
        new ContentResult { Content = "in" };

    [Function("ProcessId")]
    public IActionResult ProcessId([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        new ContentResult { Content = Environment.ProcessId.ToString(CultureInfo.InvariantCulture) };

    [Function("Settings")]
    public IActionResult Settings([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request) =>
        new ContentResult { Content = string.Join(' ', request.Query["name"].Select(name => configuration[name!])) };

    [Function("Says")]
    public IActionResult Says([HttpTrigger(AuthorizationLevel.Anonymous, "get")] HttpRequest request)
    {
        log.LogDebug("a thought of the app");
        log.LogInformation("a remark of the app");
        log.LogWarning("a warning of the app");
        return new OkResult();
    }

    private async Task WriteAsync(string name, string text)
    {
        await _notes.CreateIfNotExistsAsync();
        await _notes.GetBlobClient(name).UploadAsync(BinaryData.FromString(text), overwrite: true);
    }
}

using System.Reflection;
using BudgetWatch.LocalHost.Protocol;
using Google.Protobuf;
using Google.Protobuf.Reflection;
using Google.Protobuf.WellKnownTypes;

namespace BudgetWatch.LocalHost.Tests.Protocol;

/// <summary>Each message, field and value that the host uses is the same, by name, number and type, in the worker as it is published.</summary>
public sealed class ProtocolDriftTests
{
    private static readonly FileDescriptor Published = (FileDescriptor)
        Assembly
            .Load("Microsoft.Azure.Functions.Worker.Grpc")
            .GetType("Microsoft.Azure.Functions.Worker.Grpc.Messages.FunctionRpcReflection", throwOnError: true)!
            .GetProperty("Descriptor")!
            .GetValue(null)!;

    [Fact]
    public void The_hosts_protocol_is_part_of_the_workers()
    {
        FunctionRpcReflection.Descriptor.MessageTypes.Count.ShouldBeGreaterThan(20);
        Differences(FunctionRpcReflection.Descriptor, Published).ShouldBeEmpty();
    }

    [Fact]
    public void A_field_with_another_number_is_found() =>
        AfterChange(file => Field(file, "RpcLog", "message").Number = 40).ShouldBe(["AzureFunctionsRpcMessages.RpcLog.message"]);

    [Fact]
    public void A_field_of_another_type_is_found() =>
        AfterChange(file => Field(file, "RetryContext", "retry_count").Type = FieldDescriptorProto.Types.Type.Int64)
            .ShouldBe(["AzureFunctionsRpcMessages.RetryContext.retry_count"]);

    [Fact]
    public void A_field_of_another_message_is_found() =>
        AfterChange(file => Field(file, "FunctionLoadResponse", "result").TypeName = ".AzureFunctionsRpcMessages.RpcException")
            .ShouldBe(["AzureFunctionsRpcMessages.FunctionLoadResponse.result"]);

    [Fact]
    public void A_field_that_is_no_list_there_is_found() =>
        AfterChange(file => Field(file, "StartStream", "worker_id").Label = FieldDescriptorProto.Types.Label.Repeated)
            .ShouldBe(["AzureFunctionsRpcMessages.StartStream.worker_id"]);

    [Fact]
    public void A_field_that_is_not_there_is_found() =>
        AfterChange(file => Field(file, "RpcException", "source").Name = "origin")
            .ShouldBe(["AzureFunctionsRpcMessages.RpcException.origin"]);

    [Fact]
    public void A_map_of_other_values_is_found() =>
        AfterChange(file =>
                file
                    .MessageType.Single(type => type.Name == "WorkerInitRequest")
                    .NestedType.Single()
                    .Field.Single(field => field.Name == "value")
                    .Type = FieldDescriptorProto.Types.Type.Bytes
            )
            .ShouldBe(["AzureFunctionsRpcMessages.WorkerInitRequest.CapabilitiesEntry.value"]);

    [Fact]
    public void A_value_with_another_number_is_found() =>
        AfterChange(file => Message(file, "StatusResult").EnumType.Single().Value.Single(value => value.Name == "Cancelled").Number = 3)
            .ShouldBe(["AzureFunctionsRpcMessages.StatusResult.Status.Cancelled"]);

    [Fact]
    public void A_message_that_is_not_there_is_found() =>
        AfterChange(
                file => Message(file, "WorkerTerminate").Name = "WorkerEnd",
                ".AzureFunctionsRpcMessages.WorkerTerminate",
                ".AzureFunctionsRpcMessages.WorkerEnd"
            )
            .ShouldBe(
                ["AzureFunctionsRpcMessages.StreamingMessage.worker_terminate", "AzureFunctionsRpcMessages.WorkerEnd"],
                ignoreOrder: true
            );

    [Fact]
    public void A_call_of_another_name_is_found() =>
        AfterChange(file => file.Service.Single().Method.Single().Name = "Stream")
            .ShouldBe(["AzureFunctionsRpcMessages.FunctionRpc.Stream"]);

    /// <summary>The full names of what one file has and another has not, or has otherwise.</summary>
    private static IEnumerable<string> Differences(FileDescriptor ours, FileDescriptor theirs) =>
        [
            .. ours.MessageTypes.SelectMany(message =>
                Differences(message, theirs.MessageTypes.SingleOrDefault(other => other.FullName == message.FullName))
            ),
            .. ours.EnumTypes.SelectMany(values =>
                Differences(values, theirs.EnumTypes.SingleOrDefault(other => other.FullName == values.FullName))
            ),
            .. from service in ours.Services
            from method in service.Methods
            where theirs.Services.SelectMany(other => other.Methods).All(other => Text(other) != Text(method))
            select method.FullName,
        ];

    private static IEnumerable<string> Differences(MessageDescriptor ours, MessageDescriptor? theirs)
    {
        if (theirs is null)
            return [ours.FullName];
        return
        [
            .. ours
                .Fields.InDeclarationOrder()
                .Where(field => theirs.Fields.InDeclarationOrder().All(other => Text(other) != Text(field)))
                .Select(field => field.FullName),
            .. ours.NestedTypes.SelectMany(nested =>
                Differences(nested, theirs.NestedTypes.SingleOrDefault(other => other.Name == nested.Name))
            ),
            .. ours.EnumTypes.SelectMany(nested =>
                Differences(nested, theirs.EnumTypes.SingleOrDefault(other => other.Name == nested.Name))
            ),
        ];
    }

    private static IEnumerable<string> Differences(EnumDescriptor ours, EnumDescriptor? theirs) =>
        theirs is null
            ? [ours.FullName]
            : ours
                .Values.Where(value => theirs.FindValueByNumber(value.Number)?.Name != value.Name)
                .Select(value => $"{ours.FullName}.{value.Name}");

    private static string Text(FieldDescriptor field)
    {
        var type = field.FieldType switch
        {
            FieldType.Message => field.MessageType.FullName,
            FieldType.Enum => field.EnumType.FullName,
            var simple => simple.ToString(),
        };
        return $"{field.Name}={field.FieldNumber}:{type}:{field.IsRepeated}:{field.IsMap}:{field.RealContainingOneof?.Name}";
    }

    private static string Text(MethodDescriptor method) =>
        $"{method.FullName}({method.InputType.FullName},{method.IsClientStreaming}):{method.OutputType.FullName},{method.IsServerStreaming}";

    private static IEnumerable<string> AfterChange(Action<FileDescriptorProto> change, string? renamed = null, string? name = null)
    {
        var file = FunctionRpcReflection.Descriptor.ToProto();
        change(file);
        foreach (
            var field in file.MessageType.SelectMany(type => type.Field).Where(field => field.TypeName == renamed && renamed is not null)
        )
            field.TypeName = name;
        return Differences(
            FileDescriptor.BuildFromByteStrings([DurationReflection.Descriptor.SerializedData, file.ToByteString()])[^1],
            Published
        );
    }

    private static DescriptorProto Message(FileDescriptorProto file, string name) => file.MessageType.Single(type => type.Name == name);

    private static FieldDescriptorProto Field(FileDescriptorProto file, string message, string name) =>
        Message(file, message).Field.Single(field => field.Name == name);
}

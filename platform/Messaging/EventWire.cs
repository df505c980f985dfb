using System.Diagnostics.CodeAnalysis;
using System.Net.Mime;
using System.Text.Json;
using System.Text.Json.Serialization;
using MassTransit;
using MassTransit.Serialization;

namespace PeerPlatform.Platform.Messaging;

/// <summary>
/// What is on the wire: the event as JSON, its type as a header and a random message id. No time, no sender, no trace and no
/// conversation, so that nothing on a queue says when, where or why (decision 0005).
/// </summary>
internal sealed class EventWire : ISerializerFactory, IMessageSerializer, IMessageDeserializer
{
    /// <summary>Header that holds the full name of the event type in contracts.</summary>
    public const string TypeHeader = "event";

    /// <summary>Only on the in-memory broker, which counts redeliveries so.</summary>
    private static readonly string[] MayTravel = [TypeHeader, MessageHeaders.RedeliveryCount];

    public static ContentType Json { get; } = new("application/json");

    ContentType ISerializerFactory.ContentType => Json;

    ContentType IMessageSerializer.ContentType => Json;

    ContentType IMessageDeserializer.ContentType => Json;

    public IMessageSerializer CreateSerializer() => this;

    public IMessageDeserializer CreateDeserializer() => this;

    public void Probe(ProbeContext context) => context.CreateScope("event").Add("contentType", Json.MediaType);

    /// <summary>Is asked last before the transport copies the headers, so it decides which of them stay.</summary>
    public MessageBody GetMessageBody<T>(SendContext<T> context)
        where T : class
    {
        context.Headers.Set(TypeHeader, typeof(T).FullName);
        foreach (var (name, _) in context.Headers.GetAll().Where(h => !MayTravel.Contains(h.Key)).ToList())
        {
            context.Headers.Set(name, null);
        }

        return new BytesMessageBody(JsonSerializer.SerializeToUtf8Bytes(context.Message, PlatformJson.Options));
    }

    public MessageBody GetMessageBody(string text) => new StringMessageBody(text);

    public ConsumeContext Deserialize(ReceiveContext receiveContext) => new BodyConsumeContext(
        receiveContext, Deserialize(receiveContext.Body, receiveContext.TransportHeaders, receiveContext.InputAddress));

    public SerializerContext Deserialize(MessageBody body, Headers headers, Uri? destinationAddress = null) =>
        new Received(this, body.GetBytes(), new RawMessageContext(headers, destinationAddress, default), headers.Get<string>(TypeHeader) ?? "");

    private sealed class Received(EventWire wire, byte[] body, MessageContext context, string type)
        : BaseSerializerContext(SystemTextJsonMessageSerializer.Instance, context, [type])
    {
        public override bool IsSupportedMessageType<T>() => IsSupportedMessageType(typeof(T));

        public override bool IsSupportedMessageType(Type messageType) => messageType.FullName == type;

        public override bool TryGetMessage<T>([NotNullWhen(true)] out T? message)
            where T : class
        {
            message = IsSupportedMessageType<T>() ? EventJson.Read<T>(body) : null;
            return message is not null;
        }

        public override bool TryGetMessage(Type messageType, [NotNullWhen(true)] out object? message)
        {
            message = IsSupportedMessageType(messageType) ? EventJson.Read(body, messageType) : null;
            return message is not null;
        }

        public override IMessageSerializer GetMessageSerializer() => wire;

        public override IMessageSerializer GetMessageSerializer<T>(MessageEnvelope envelope, T message) => wire;

        public override IMessageSerializer GetMessageSerializer(object message, string[] messageTypes) => wire;

        public override Dictionary<string, object> ToDictionary<T>(T? message)
            where T : class => SystemTextJsonMessageSerializer.Instance.DeserializeObject<Dictionary<string, object>>(message) ?? [];
    }
}

/// <summary>Reads an event as a consumer must: what a newer sender added is passed over, what is missing or null is refused.</summary>
internal static class EventJson
{
    private static readonly JsonSerializerOptions Options = new(PlatformJson.Options)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Skip,
        RespectNullableAnnotations = true,
        RespectRequiredConstructorParameters = true,
    };

    public static T? Read<T>(byte[] body)
        where T : class => (T?)Read(body, typeof(T));

    public static object? Read(byte[] body, Type type) => JsonSerializer.Deserialize(body, type, Options);
}

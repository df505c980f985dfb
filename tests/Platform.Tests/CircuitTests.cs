using PeerPlatform.Platform.Operations;
using PeerPlatform.Testing;

namespace PeerPlatform.Platform.Tests;

public sealed class CircuitTests
{
    private readonly HandClock _clock = new();
    private readonly Circuit _circuit;

    public CircuitTests() => _circuit = new Circuit(3, TimeSpan.FromSeconds(10), _clock);

    [Fact]
    public void It_opens_after_failures_in_a_row_and_not_before()
    {
        Fail(2);
        _circuit.Succeeded();
        Fail(2);
        Assert.Equal(CircuitState.Closed, _circuit.State);

        Fail(1);
        Assert.Equal(CircuitState.Open, _circuit.State);
        Assert.False(_circuit.MayAsk());
        Assert.Equal(TimeSpan.FromSeconds(10), _circuit.Rest);
    }

    [Fact]
    public void After_the_rest_one_question_tries_and_the_others_wait_for_it()
    {
        Fail(3);
        _clock.Move(TimeSpan.FromSeconds(10));
        Assert.Equal(CircuitState.HalfOpen, _circuit.State);

        Assert.Equal([true, false, false], [_circuit.MayAsk(), _circuit.MayAsk(), _circuit.MayAsk()]);
        _circuit.Succeeded();
        Assert.Equal([true, true], [_circuit.MayAsk(), _circuit.MayAsk()]);
    }

    [Fact]
    public void A_try_that_fails_opens_it_for_another_rest()
    {
        Fail(3);
        _clock.Move(TimeSpan.FromSeconds(10));
        Assert.True(_circuit.MayAsk());
        Fail(1);

        _clock.Move(TimeSpan.FromSeconds(9));
        Assert.False(_circuit.MayAsk());
        _clock.Move(TimeSpan.FromSeconds(1));
        Assert.True(_circuit.MayAsk());
    }

    [Fact]
    public void A_try_that_never_tells_how_it_went_does_not_keep_it_open_for_ever()
    {
        Fail(3);
        _clock.Move(TimeSpan.FromSeconds(10));
        Assert.True(_circuit.MayAsk());

        _clock.Move(TimeSpan.FromSeconds(10));
        Assert.True(_circuit.MayAsk());
    }

    private void Fail(int times)
    {
        for (var i = 0; i < times; i++)
        {
            _circuit.Failed();
        }
    }
}

{{- /* What may come in and go out of one service: its arrows, DNS, and what its settings name outside. */ -}}
{{- define "peer.networkPolicy" -}}
{{- $this := . -}}
{{- $root := .root -}}
{{- $values := .root.Values -}}
{{- $in := list -}}
{{- $out := list (include "peer.dnsRule" $root | fromYaml) -}}
{{- range (include "peer.arrows" .root | fromJsonArray) -}}
{{- $from := dict "podSelector" (dict "matchLabels" (dict "app.kubernetes.io/name" .from "app.kubernetes.io/instance" $root.Release.Name)) -}}
{{- $to := dict "podSelector" (dict "matchLabels" (dict "app.kubernetes.io/name" .to "app.kubernetes.io/instance" $root.Release.Name)) -}}
{{- $ports := list -}}
{{- if hasKey $values.services .to -}}
{{- $ports = append $ports (dict "protocol" "TCP" "port" (index (index $values.services .to).ports .port)) -}}
{{- if and (eq .port "grpc") $values.dapr.enabled (ne .from "gateway") }}{{ $ports = append $ports (dict "protocol" "TCP" "port" 50002) }}{{ end -}}
{{- else -}}
{{- $ports = append $ports (dict "protocol" "TCP" "port" (index $values.network .to).port) -}}
{{- end -}}
{{- if eq .to $this.name -}}
{{- if eq .from "outside" -}}
{{- $in = append $in (dict "from" $values.network.ingressController "ports" $ports) -}}
{{- else -}}
{{- $in = append $in (dict "from" (list $from) "ports" $ports) -}}
{{- end -}}
{{- end -}}
{{- if eq .from $this.name -}}
{{- if hasKey $values.services .to -}}
{{- $out = append $out (dict "to" (list $to) "ports" $ports) -}}
{{- else if $values.trial.enabled -}}
{{- $out = append $out (dict "to" (list $to) "ports" $ports) -}}
{{- else -}}
{{- $out = append $out (include "peer.outsideRule" (dict "to" (index $values.network .to).to "ports" $ports) | fromYaml) -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- with .service.callers -}}
{{- $in = append $in (dict "from" . "ports" (list (dict "protocol" "TCP" "port" $this.service.ports.http))) -}}
{{- end -}}
{{- with $values.telemetry.otlp -}}
{{- $out = append $out (include "peer.outsideRule" (dict "to" $values.network.telemetry.to "ports" (list (dict "protocol" "TCP" "port" (include "peer.portOf" . | int)))) | fromYaml) -}}
{{- end -}}
{{- $elsewhere := include "peer.elsewherePorts" . | fromJsonArray -}}
{{- with $elsewhere -}}
{{- $out = append $out (include "peer.outsideRule" (dict "to" $values.network.elsewhere.to "ports" .) | fromYaml) -}}
{{- end -}}
{{- if include "peer.dapr" . -}}
{{- $out = append $out (dict "to" (list (dict "namespaceSelector" (dict "matchLabels" (dict "kubernetes.io/metadata.name" $values.dapr.namespace))))) -}}
{{- end -}}
apiVersion: networking.k8s.io/v1
kind: NetworkPolicy
metadata:
  name: {{ include "peer.fullname" . }}
  labels: {{- include "peer.labels" . | nindent 4 }}
spec:
  podSelector:
    matchLabels: {{- include "peer.selector" . | nindent 6 }}
  policyTypes: [Ingress, Egress]
  ingress: {{- toYaml $in | nindent 4 }}
  egress: {{- toYaml $out | nindent 4 }}
{{- end }}

{{- /* No peers named: any address, on these ports. */ -}}
{{- define "peer.outsideRule" -}}
{{- with .to }}
to: {{- toYaml . | nindent 2 }}
{{- end }}
ports: {{- toYaml .ports | nindent 2 }}
{{- end }}

{{- define "peer.dnsRule" -}}
to: {{- toYaml .Values.network.dns | nindent 2 }}
ports:
  - { protocol: UDP, port: 53 }
  - { protocol: TCP, port: 53 }
{{- end }}

{{- /* The port of a URL. */ -}}
{{- define "peer.portOf" -}}
{{- $url := urlParse . -}}
{{- regexFind ":[0-9]+$" $url.host | trimPrefix ":" | default (eq $url.scheme "https" | ternary "443" "80") -}}
{{- end }}

{{- /* Ports of the other installation's addresses that this service calls. */ -}}
{{- define "peer.elsewherePorts" -}}
{{- $this := . -}}
{{- $values := .root.Values -}}
{{- $ports := list -}}
{{- $addresses := list -}}
{{- if not (has .name (list "tenancy" "gateway")) }}{{ $addresses = append $addresses (dig "tenancy" "keys" "" $values.elsewhere) }}{{ end -}}
{{- range $values.arrows -}}
{{- if and (eq .from $this.name) (ne $this.name "gateway") (hasKey $values.services .to) -}}
{{- if not (index $values.services .to).enabled }}{{ $addresses = append $addresses (dig .to .port "" $values.elsewhere) }}{{ end -}}
{{- end -}}
{{- end -}}
{{- range compact $addresses }}{{ $ports = append $ports (include "peer.portOf" . | int) }}{{ end -}}
{{- $rules := list -}}
{{- range uniq $ports }}{{ $rules = append $rules (dict "protocol" "TCP" "port" .) }}{{ end -}}
{{ $rules | toJson }}
{{- end }}

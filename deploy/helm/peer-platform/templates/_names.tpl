{{- /* Every helper of a service takes a dict: root ($), name, service (its values). */ -}}

{{- define "peer.labels" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
app.kubernetes.io/part-of: peer-platform
app.kubernetes.io/version: {{ .root.Chart.AppVersion | quote }}
app.kubernetes.io/managed-by: {{ .root.Release.Service }}
helm.sh/chart: {{ .root.Chart.Name }}-{{ .root.Chart.Version }}
{{- end }}

{{- define "peer.selector" -}}
app.kubernetes.io/name: {{ .name }}
app.kubernetes.io/instance: {{ .root.Release.Name }}
{{- end }}

{{- define "peer.fullname" -}}
{{ .root.Release.Name }}-{{ .name }}
{{- end }}

{{- define "peer.image" -}}
{{- $images := .root.Values.images -}}
{{- $named := .service.image -}}
{{- if not $named -}}
{{- $named = printf "%s-%s:%s" $images.prefix .name ($images.tag | default .root.Chart.AppVersion) -}}
{{- if $images.registry }}{{ $named = printf "%s/%s" $images.registry $named }}{{ end -}}
{{- if .service.digest }}{{ $named = printf "%s@%s" $named .service.digest }}{{ end -}}
{{- end -}}
{{- if and $images.requireDigest (not (contains "@sha256:" $named)) -}}
{{- fail (printf "services.%s.digest is empty, and images.requireDigest asks for one. Name the sha256 digest of %s." .name $named) -}}
{{- end -}}
{{ $named }}
{{- end }}

{{- /* The arrows that exist here: both ends enabled, or one end outside, a server, or elsewhere. As JSON, for fromJsonArray. */ -}}
{{- define "peer.arrows" -}}
{{- $values := .Values -}}
{{- $here := list -}}
{{- range $values.arrows -}}
{{- $from := or (eq .from "outside") (dig .from "enabled" false $values.services) -}}
{{- $to := dig .to "enabled" false $values.services -}}
{{- if eq .to "postgres" }}{{ $to = true }}{{ end -}}
{{- if has .to (list "rabbitmq" "redis") }}{{ $to = (index $values .to).enabled }}{{ end -}}
{{- if and $from $to }}{{ $here = append $here . }}{{ end -}}
{{- end -}}
{{ $here | toJson }}
{{- end }}

{{- /* "true" when the service has an arrow to the server: {root, name, to}. */ -}}
{{- define "peer.uses" -}}
{{- $this := . -}}
{{- range (include "peer.arrows" .root | fromJsonArray) -}}
{{- if and (eq .from $this.name) (eq .to $this.to) }}true{{ end -}}
{{- end -}}
{{- end }}

{{- /* "true" when the service calls or is called over gRPC by another service, which Dapr then carries. */ -}}
{{- define "peer.dapr" -}}
{{- $this := . -}}
{{- if .root.Values.dapr.enabled -}}
{{- range (include "peer.arrows" .root | fromJsonArray) -}}
{{- if and (eq (.port | default "") "grpc") (ne .from "gateway") (has $this.name (list .from .to)) }}true{{ end -}}
{{- end -}}
{{- end -}}
{{- end }}

{{- define "peer.containerSecurity" -}}
runAsNonRoot: true
readOnlyRootFilesystem: true
allowPrivilegeEscalation: false
capabilities:
  drop: [ALL]
seccompProfile:
  type: RuntimeDefault
{{- end }}

{{- define "peer.scheduling" -}}
{{- with .Values.scheduling.nodeSelector }}
nodeSelector:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.scheduling.tolerations }}
tolerations:
  {{- toYaml . | nindent 2 }}
{{- end }}
{{- with .Values.scheduling.priorityClassName }}
priorityClassName: {{ . }}
{{- end }}
{{- with .Values.images.pullSecrets }}
imagePullSecrets:
  {{- range . }}
  - name: {{ . }}
  {{- end }}
{{- end }}
{{- end }}

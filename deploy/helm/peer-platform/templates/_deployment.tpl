{{- /* Settings that are not secret, as environment variables. Addresses follow from the arrows. */ -}}
{{- define "peer.configMap" -}}
{{- $root := .root -}}
{{- $values := .root.Values -}}
{{- $this := . -}}
{{- $release := .root.Release.Name -}}
{{- $domain := printf "%s.svc" .root.Release.Namespace -}}
{{- $config := dict "ASPNETCORE_ENVIRONMENT" "Production" "Shutdown__DrainSeconds" (toString $values.shutdown.drainSeconds) -}}
{{- with $values.telemetry.otlp }}{{ $_ := set $config "Telemetry__Otlp" . }}{{ end -}}
{{- if hasKey .service.ports "collect" -}}
{{- $_ := set $config "Gateway__Address" "0.0.0.0" -}}
{{- $_ := set $config "Gateway__ResolveNames" "true" -}}
{{- $_ := set $config "Gateway__Port" (toString .service.ports.http) -}}
{{- $_ := set $config "Gateway__CollectPort" (toString .service.ports.collect) -}}
{{- $_ := set $config "Gateway__TrustedProxies" (join "," $values.ingress.trustedProxies) -}}
{{- $_ := set $config "Gateway__Limits__Replicas" (toString .service.replicas.min) -}}
{{- else -}}
{{- $_ := set $config "Kestrel__Endpoints__Http__Url" (printf "http://+:%d" (int .service.ports.http)) -}}
{{- $_ := set $config "Kestrel__Endpoints__Grpc__Url" (printf "http://+:%d" (int .service.ports.grpc)) -}}
{{- $_ := set $config "Database__Folder" "/tmp" -}}
{{- if eq .name "tenancy" -}}
{{- $_ := set $config "Identity__Keys" (printf "http://127.0.0.1:%d/.well-known/jwks.json" (int .service.ports.http)) -}}
{{- else -}}
{{- $_ := set $config "Identity__Keys" (dig "tenancy" "keys" (printf "http://%s-tenancy.%s:%d/.well-known/jwks.json" $release $domain (int (dig "tenancy" "ports" "http" 8080 $values.services))) $values.elsewhere) -}}
{{- end -}}
{{- if include "peer.uses" (merge (dict "to" "postgres") .) -}}
{{- $_ := set $config "Database__Provider" "postgres" -}}
{{- $_ := set $config "Messaging__Transport" (ternary "rabbitmq" "memory" (eq "true" (include "peer.uses" (merge (dict "to" "rabbitmq") .)))) -}}
{{- end -}}
{{- end -}}
{{- if eq .name "portal" -}}
{{- $_ := set $config "Portal__CollectAddress" (ternary (printf "https://%s" $values.ingress.collect.host) "http://127.0.0.1:8081" $values.ingress.enabled) -}}
{{- end -}}
{{- if include "peer.dapr" . }}{{ $_ := set $config "DAPR_GRPC_ENDPOINT" (printf "http://127.0.0.1:%d" (int $values.dapr.grpcPort)) }}{{ end -}}
{{- range $arrow := $values.arrows -}}
{{- if and (eq .from $this.name) (hasKey $values.services .to) -}}
{{- $called := index $values.services .to -}}
{{- $port := int (index $called.ports .port) -}}
{{- $elsewhere := dig .to .port "" $values.elsewhere -}}
{{- if eq $this.name "gateway" -}}
{{- /* What is not here is refused at once, on a port where nothing listens. */ -}}
{{- $_ := set $config (printf "ReverseProxy__Clusters__%s__Destinations__one__Address" .to) (ternary (printf "http://%s-%s-grpc.%s:%d" $release .to $domain $port) "http://127.0.0.1:9" $called.enabled) -}}
{{- else -}}
{{- $address := ternary (printf "%s%s-%s%s.%s:%d" (eq .port "grpc" | ternary "dns:///" "http://") $release .to (eq .port "grpc" | ternary "-grpc" "") $domain $port) (dig .to .port "" $values.elsewhere) $called.enabled -}}
{{- with $address }}{{ $_ := set $config (printf "Services__%s__%s" $arrow.to (title $arrow.port)) . }}{{ end -}}
{{- end -}}
{{- end -}}
{{- end -}}
{{- range $key, $value := .service.config }}{{ $_ := set $config $key (toString $value) }}{{ end -}}
apiVersion: v1
kind: ConfigMap
metadata:
  name: {{ include "peer.fullname" . }}
  labels: {{- include "peer.labels" . | nindent 4 }}
data:
  {{- range $key, $value := $config }}
  {{ $key }}: {{ $value | quote }}
  {{- end }}
{{- end }}

{{- /* Secrets, each by reference; the owner's credential is not among them. */ -}}
{{- define "peer.secretEnv" -}}
{{- $secrets := .root.Values.secrets -}}
{{- if hasKey .service.ports "grpc" }}
- name: Identity__ServiceKey
  valueFrom: { secretKeyRef: { name: {{ $secrets.identity }}, key: service-key } }
{{- end }}
{{- if include "peer.uses" (merge (dict "to" "postgres") .) }}
- name: ConnectionStrings__{{ .name }}
  valueFrom: { secretKeyRef: { name: {{ $secrets.postgres }}, key: {{ .name }} } }
{{- end }}
{{- if include "peer.uses" (merge (dict "to" "rabbitmq") .) }}
- name: Messaging__RabbitMq
  valueFrom: { secretKeyRef: { name: {{ $secrets.rabbitmq }}, key: {{ .name }} } }
{{- end }}
{{- if include "peer.uses" (merge (dict "to" "redis") .) }}
- name: Redis__Connection
  valueFrom: { secretKeyRef: { name: {{ $secrets.redis }}, key: {{ .name }} } }
{{- end }}
{{- if hasKey .service.ports "collect" }}
- name: Gateway__Limits__Key
  valueFrom: { secretKeyRef: { name: {{ $secrets.gateway }}, key: limits-key } }
{{- end }}
{{- if eq .name "portal" }}
- name: Portal__SessionKeys__0
  valueFrom: { secretKeyRef: { name: {{ $secrets.portal }}, key: session-key } }
- name: Portal__SessionKeys__1
  valueFrom: { secretKeyRef: { name: {{ $secrets.portal }}, key: session-key-other, optional: true } }
{{- end }}
{{- end }}

{{- define "peer.deployment" -}}
{{- $values := .root.Values -}}
apiVersion: apps/v1
kind: Deployment
metadata:
  name: {{ include "peer.fullname" . }}
  labels: {{- include "peer.labels" . | nindent 4 }}
spec:
  revisionHistoryLimit: 5
  strategy:
    type: RollingUpdate
    rollingUpdate: { maxUnavailable: 0, maxSurge: 1 }
  selector:
    matchLabels: {{- include "peer.selector" . | nindent 6 }}
  template:
    metadata:
      labels: {{- include "peer.labels" . | nindent 8 }}
      annotations:
        peer-platform/config: {{ include "peer.configMap" . | sha256sum }}
        {{- if include "peer.dapr" . }}
        dapr.io/enabled: "true"
        dapr.io/app-id: {{ .name }}
        dapr.io/app-port: {{ .service.ports.grpc | quote }}
        dapr.io/app-protocol: grpc
        dapr.io/grpc-port: {{ $values.dapr.grpcPort | quote }}
        dapr.io/sidecar-listen-addresses: 127.0.0.1
        dapr.io/sidecar-seccomp-profile-type: RuntimeDefault
        dapr.io/sidecar-memory-request: 64Mi
        dapr.io/sidecar-memory-limit: 192Mi
        {{- end }}
    spec:
      serviceAccountName: {{ include "peer.fullname" . }}
      automountServiceAccountToken: false
      enableServiceLinks: false
      # It says first that it is not ready, serves on for drainSeconds, and then finishes what is in hand.
      terminationGracePeriodSeconds: {{ add $values.shutdown.drainSeconds 25 }}
      {{- with include "peer.scheduling" .root | trim }}{{ . | nindent 6 }}{{ end }}
      topologySpreadConstraints:
        {{- $selector := include "peer.selector" . }}
        {{- range list "topology.kubernetes.io/zone" "kubernetes.io/hostname" }}
        - maxSkew: 1
          topologyKey: {{ . }}
          whenUnsatisfiable: {{ $values.scheduling.whenUnsatisfiable }}
          matchLabelKeys: [pod-template-hash]
          labelSelector:
            matchLabels: {{- $selector | nindent 14 }}
        {{- end }}
      containers:
        - name: {{ .name }}
          image: {{ include "peer.image" . }}
          imagePullPolicy: {{ $values.images.pullPolicy }}
          ports:
            {{- range $port, $number := .service.ports }}
            - { name: {{ $port }}, containerPort: {{ $number }} }
            {{- end }}
          envFrom:
            - configMapRef: { name: {{ include "peer.fullname" . }} }
          env: {{- include "peer.secretEnv" . | trim | nindent 12 }}
          {{- if hasKey .service.ports "grpc" }}
          startupProbe:
            grpc: { port: {{ .service.ports.grpc }} }
            periodSeconds: 2
            failureThreshold: 60
          readinessProbe:
            httpGet: { path: /health/ready, port: http }
            periodSeconds: 5
            timeoutSeconds: 4
            failureThreshold: 2
          {{- else }}
          # With every service down, its page with the help line is still wanted; so it is asked for itself only.
          startupProbe:
            httpGet: { path: /health/live, port: http }
            periodSeconds: 2
            failureThreshold: 60
          readinessProbe:
            httpGet: { path: /health/live, port: http }
            periodSeconds: 5
            timeoutSeconds: 4
            failureThreshold: 2
          {{- end }}
          livenessProbe:
            httpGet: { path: /health/live, port: http }
            periodSeconds: 10
            timeoutSeconds: 5
            failureThreshold: 6
          resources: {{- toYaml .service.resources | nindent 12 }}
          securityContext:
            runAsUser: 1654
            runAsGroup: 1654
            {{- include "peer.containerSecurity" . | nindent 12 }}
          volumeMounts:
            - { name: tmp, mountPath: /tmp }
      volumes:
        - name: tmp
          emptyDir: { sizeLimit: 512Mi }
{{- end }}

{{- /* One address for HTTP/1.1, and one without a cluster address for gRPC: its clients balance over all that DNS names. */ -}}
{{- define "peer.addresses" -}}
{{- $this := . -}}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ include "peer.fullname" . }}
  labels: {{- include "peer.labels" . | nindent 4 }}
spec:
  selector: {{- include "peer.selector" . | nindent 4 }}
  ports:
    {{- range $port, $number := .service.ports }}
    {{- if ne $port "grpc" }}
    - { name: {{ $port }}, port: {{ $number }}, targetPort: {{ $port }}, appProtocol: http }
    {{- end }}
    {{- end }}
{{- if hasKey .service.ports "grpc" }}
---
apiVersion: v1
kind: Service
metadata:
  name: {{ include "peer.fullname" . }}-grpc
  labels: {{- include "peer.labels" . | nindent 4 }}
spec:
  clusterIP: None
  selector: {{- include "peer.selector" . | nindent 4 }}
  ports:
    - { name: grpc, port: {{ .service.ports.grpc }}, targetPort: grpc, appProtocol: kubernetes.io/h2c }
{{- end }}
{{- end }}
